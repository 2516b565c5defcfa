/**
 * Files in a local folder: uploads as they came, and what processing derived from them.
 *
 * <p>A file is written under {@code incoming/}, forced to the disk and then renamed to its place, so that readers
 * and crashes see it whole or not at all. {@link ai.pmoves.dox.blobs.LocalBlobStore} is the only way in.
 */
@NullMarked
package ai.pmoves.dox.blobs;

import org.jspecify.annotations.NullMarked;
