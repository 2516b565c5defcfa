/** The contract of blob stores on a local folder, and what only a file system can do wrong. */
@NullMarked
package ai.pmoves.dox.blobs;

import org.jspecify.annotations.NullMarked;
