/**
 * How long calls take: for every monitoring system in {@link io.micrometer.core.instrument.Metrics#globalRegistry}, and
 * the last minutes for {@code /health}.
 */
@NullMarked
package ai.pmoves.dox.metrics;

import org.jspecify.annotations.NullMarked;
