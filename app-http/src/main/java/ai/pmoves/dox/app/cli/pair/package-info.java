/** Commands of a pair of stores. */
@NullMarked
package ai.pmoves.dox.app.cli.pair;

import org.jspecify.annotations.NullMarked;
