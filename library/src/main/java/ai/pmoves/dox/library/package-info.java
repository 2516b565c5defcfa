/**
 * The wired library: {@link ai.pmoves.dox.library.Dox} puts the use cases on a store, a model, parsers and files, each of
 * which has a default. It needs no server and reads no environment variable.
 */
@NullMarked
package ai.pmoves.dox.library;

import org.jspecify.annotations.NullMarked;
