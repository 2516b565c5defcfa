/** Driven port of files: uploads as they came, and what processing derived from them. */
@NullMarked
package ai.pmoves.dox.ports.blob;

import org.jspecify.annotations.NullMarked;
