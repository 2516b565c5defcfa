/** What a store says of how long its calls took. Measuring is no business of a port: {@code ai.pmoves.dox.metrics} does. */
@NullMarked
package ai.pmoves.dox.ports.measure;

import org.jspecify.annotations.NullMarked;
