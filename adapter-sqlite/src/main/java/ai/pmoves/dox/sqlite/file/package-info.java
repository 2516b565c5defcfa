/**
 * Foreign files, which are only read: a store to copy from, or one of the Python backend. Nothing here writes to them.
 */
@NullMarked
package ai.pmoves.dox.sqlite.file;

import org.jspecify.annotations.NullMarked;
