@NullMarked
package ai.pmoves.dox.metrics;

import org.jspecify.annotations.NullMarked;
