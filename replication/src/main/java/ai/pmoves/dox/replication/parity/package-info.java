/** Whether two stores hold the same rows, and repairs. */
@NullMarked
package ai.pmoves.dox.replication.parity;

import org.jspecify.annotations.NullMarked;
