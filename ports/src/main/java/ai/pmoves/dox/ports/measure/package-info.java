/** The latencies of a store's calls. {@code ai.pmoves.dox.metrics} measures them; ports do not. */
@NullMarked
package ai.pmoves.dox.ports.measure;

import org.jspecify.annotations.NullMarked;
