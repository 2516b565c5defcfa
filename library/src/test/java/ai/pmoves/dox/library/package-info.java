/** The wired library as programs use it, on real files. */
@NullMarked
package ai.pmoves.dox.library;

import org.jspecify.annotations.NullMarked;
