package ai.pmoves.dox.app.http;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.WebPages;

final class NoWebPages implements WebPages {
    @Override
    public void check(String url) {
        throw new DoxException(ErrorCode.URL_FORBIDDEN, "no web");
    }

    @Override
    public ParsedFile fetch(String url, Id<Artifact> artifactId) {
        throw new DoxException(ErrorCode.URL_FORBIDDEN, "no web");
    }
}
