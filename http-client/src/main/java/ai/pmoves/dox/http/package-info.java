/** Calls to other servers: each ends within its time and takes a limited amount of the answer. */
@NullMarked
package ai.pmoves.dox.http;

import org.jspecify.annotations.NullMarked;
