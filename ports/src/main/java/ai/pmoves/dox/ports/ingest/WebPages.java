package ai.pmoves.dox.ports.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;

/** Fetches pages from public addresses and reads their text. */
public interface WebPages {

    /**
     * Refuses an address before anything is stored or sent.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code web.url-invalid} or {@code web.url-forbidden}
     */
    void check(String url);

    /**
     * Fetches and reads a page ({@code http}, {@code https} or {@code data}). A page that answers nothing useful
     * still gives evidence, whose warnings say why.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code web.url-invalid} or {@code web.url-forbidden}, also
     *     for where a redirect or a name leads; {@code ingest.too-large} if the page is larger than the limit
     */
    ParsedFile fetch(String url, Id<Artifact> artifactId);
}
