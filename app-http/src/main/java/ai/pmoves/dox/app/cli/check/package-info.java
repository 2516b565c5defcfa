/** {@code dox doctor}. */
@NullMarked
package ai.pmoves.dox.app.cli.check;

import org.jspecify.annotations.NullMarked;
