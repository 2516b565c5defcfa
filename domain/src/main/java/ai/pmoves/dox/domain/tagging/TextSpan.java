package ai.pmoves.dox.domain.tagging;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a source text. Offsets count Unicode code points, as Python does, so that they mean the same to every
 * client; {@code end} is exclusive.
 *
 * @param text what stands there
 * @param page from 1, null where the source has no pages
 * @param section the number of the section, the log message or the piece of evidence, from 0
 */
public record TextSpan(
        int start, int end, String text, @Nullable Integer page, int section) {}
