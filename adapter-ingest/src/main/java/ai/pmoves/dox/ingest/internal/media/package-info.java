/** Images, audio and video. */
@NullMarked
package ai.pmoves.dox.ingest.internal.media;

import org.jspecify.annotations.NullMarked;
