package ai.pmoves.dox.ingest.internal.web;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.WebPages;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads web pages: one piece of evidence with the page's text, and the page itself as a derived file. */
public final class WebPageReader implements WebPages {
    private static final int EVIDENCE_PREVIEW_CHARS = 280;
    private static final int EXTRAS_PREVIEW_CHARS = 240;

    private final IngestConfig config;
    private final IdSource ids;
    private final WebGuard guard;
    private final WebFetcher fetcher;

    public WebPageReader(IngestConfig config, IdSource ids, WebGuard guard) {
        this.config = config;
        this.ids = ids;
        this.guard = guard;
        this.fetcher = new WebFetcher(guard, config.limits().maxWebBytes(), config.webTimeout());
    }

    @Override
    public void check(String url) {
        if (!WebDataUrl.is(url.strip())) {
            guard.check(url.strip());
        }
    }

    @Override
    public ParsedFile fetch(String url, Id<Artifact> artifactId) {
        var address = url.strip();
        var response = WebDataUrl.is(address)
                ? WebDataUrl.read(address, config.limits().maxWebBytes())
                : fetcher.fetch(address);
        var page = WebText.of(response);
        var warnings = Stream.of(response.warning(), page.warning())
                .filter(warning -> !warning.isEmpty())
                .map(Text::clean)
                .toList();
        var metadata = metadata(page);
        var base = "web/" + artifactId;
        var files = new LinkedHashMap<String, String>();
        files.put("html", base + ".html");
        files.put("text", base + ".txt");
        files.put("meta", base + ".metadata.json");

        var cleanUrl = Text.clean(address);
        var evidence = new Evidence(
                ids.nextId(),
                artifactId,
                cleanUrl,
                Text.truncate(page.text(), EVIDENCE_PREVIEW_CHARS),
                null,
                EvidenceData.WebPage.of(cleanUrl, page.text(), metadata, warnings, files));

        var extras = new LinkedHashMap<String, @Nullable Object>();
        extras.put("status", "processed");
        extras.put("preview", Text.truncate(page.text(), EXTRAS_PREVIEW_CHARS));
        extras.put("metadata", metadata);
        extras.put("artifacts", files);
        extras.put("warnings", warnings);
        return new ParsedFile(
                List.of(),
                List.of(evidence),
                Optional.empty(),
                Map.of("web", Json.of(extras)),
                Map.of(
                        base + ".html", response.body(),
                        base + ".txt", page.text().getBytes(StandardCharsets.UTF_8),
                        base + ".metadata.json", JsonFiles.write(metadata)));
    }

    private static Json metadata(WebText page) {
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("cleaner", "jsoup");
        metadata.put("title", page.title());
        metadata.put("links", page.links());
        metadata.put("word_count", page.wordCount());
        return Json.of(metadata);
    }
}
