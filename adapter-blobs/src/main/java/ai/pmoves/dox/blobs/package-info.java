/**
 * Files: uploads as they came, and what processing derived from them.
 *
 * <p>{@link ai.pmoves.dox.blobs.LocalBlobStore} keeps them in a folder: a file is written under {@code incoming/},
 * forced to the disk and then renamed to its place, so that readers and crashes see it whole or not at all.
 * {@link ai.pmoves.dox.blobs.SupabaseBlobStore} keeps them in a bucket, and copies of those in use in such a folder.
 * These two are the only ways in.
 */
@NullMarked
package ai.pmoves.dox.blobs;

import org.jspecify.annotations.NullMarked;
