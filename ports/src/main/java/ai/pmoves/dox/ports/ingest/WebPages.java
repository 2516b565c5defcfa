package ai.pmoves.dox.ports.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;

/**
 * Fetches pages from public addresses and reads their text.
 *
 * <p>Implementations pass {@code WebPagesContract}.
 */
public interface WebPages {

    /**
     * Refuses an address before anything is stored or sent.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code web.url-invalid} if it is none, or has no scheme;
     *     {@code web.url-forbidden} for another scheme than those of {@link #fetch}, and for a host that is not on the
     *     public internet, however its address is written
     */
    void check(String url);

    /**
     * Fetches and reads a page ({@code http}, {@code https} or {@code data}): one piece of evidence whose locator is the
     * address and whose full data is an object with the page's {@code text} and a list of {@code warnings}. A page that
     * answers nothing useful still gives evidence, whose warnings say why. Derived files of two artifacts have different
     * names.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code web.url-invalid} or {@code web.url-forbidden}, also
     *     for where a redirect or a name leads; {@code ingest.too-large} if the page is larger than the limit
     */
    ParsedFile fetch(String url, Id<Artifact> artifactId);
}
