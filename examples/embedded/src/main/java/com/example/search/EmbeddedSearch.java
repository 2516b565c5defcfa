package com.example.search;

import ai.pmoves.dox.application.ingest.IngestDocument;
import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.application.ingest.TimeOrderedIds;
import ai.pmoves.dox.application.ingest.Upload;
import ai.pmoves.dox.application.search.EmbedChunks;
import ai.pmoves.dox.application.search.SearchChunks;
import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Takes an XML log into a SQLite file and finds entries by what they mean: no server, no account, no network. */
public final class EmbeddedSearch {
    public static void main(String[] args) throws IOException {
        var log = Path.of(args[0]);
        var home = Path.of(args[1]);
        var clock = Clock.systemUTC();
        var ids = new TimeOrderedIds(clock);
        var parsers = Parsers.create(IngestConfig.defaults(), ids);
        var blobs = LocalBlobStore.open(home);
        try (var store = SqliteStore.open(SqliteConfig.of(home.resolve("db.sqlite3")));
                var model = DjlEmbedder.open(EmbedderConfig.DEFAULT);
                var content = Files.newInputStream(log)) {
            var ingest = new IngestDocument(
                    store, blobs, parsers.logParser(), parsers.apiParser(), ids, clock, IngestLimits.DEFAULT);
            var stored = ingest.xml(new Upload(log.getFileName().toString(), "", content, true));
            System.out.println(stored.status() + ", " + stored.rows() + " entries");

            new EmbedChunks(store, () -> model).embedAll(done -> System.out.println(done + " texts embedded"));

            var answer = new SearchChunks(store, () -> model)
                    .search("trouble taking money from a customer", SearchMode.HYBRID, ChunkFilter.NONE, 3);
            answer.hits().forEach(hit -> System.out.printf("%.2f  %s%n", hit.score(), hit.chunk().text()));
        }
    }
}
