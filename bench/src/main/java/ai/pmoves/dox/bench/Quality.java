package ai.pmoves.dox.bench;

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
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * How good the rankings of both stores are: nDCG@10 over a judged collection that is ingested as a log, one entry a
 * document.
 *
 * <p>The collection is a folder with {@code docs.tsv} (id, text), {@code queries.tsv} (id, text) and {@code
 * qrels.tsv} (query id, id of a relevant document).
 */
final class Quality {
    private static final int TOP = 10;
    private static final Map<SearchMode, String> BOUNDS =
            Map.of(SearchMode.TEXT, "0.370", SearchMode.VECTOR, "0.420", SearchMode.HYBRID, "0.445");

    private Quality() {}

    static void run(Path collection) throws Exception {
        Report.title("Quality of search: nDCG@10 on the collection '%s'".formatted(collection.getFileName()));
        var relevant = relevant(collection);
        var queries = read(collection.resolve("queries.tsv"));
        var folder = Files.createTempDirectory("dox-bench-quality");
        try (var sqlite = SqliteStore.open(SqliteConfig.of(folder.resolve("dox.db")));
                var supabase = openSupabase();
                var embedder = DjlEmbedder.open(EmbedderConfig.DEFAULT)) {
            var file = xml(collection, folder);
            var embedded = fill(sqlite, embedder, folder, file);
            var shared = fill(supabase, embedder, folder, file);
            for (var mode : SearchMode.values()) {
                double quality = ndcg(embedded, mode, queries, relevant);
                double other = ndcg(shared, mode, queries, relevant);
                Report.figure(
                        mode.text(),
                        "%.4f embedded (at least %s), %.4f shared (within 0.005 of it)",
                        quality,
                        BOUNDS.get(mode),
                        other);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static Store openSupabase() {
        var config = SupabaseConfig.of(PostgresServer.shared().createDatabase());
        SupabaseStore.migrate(config);
        return SupabaseStore.open(config);
    }

    private static SearchChunks fill(Store store, Embedder embedder, Path folder, Path xml) throws IOException {
        ingest(store, folder, xml);
        new EmbedChunks(store, () -> embedder).embedAll(done -> {});
        return new SearchChunks(store, () -> embedder);
    }

    private static double ndcg(
            SearchChunks search, SearchMode mode, Map<String, String> queries, Map<String, Set<String>> relevant) {
        double sum = 0;
        for (var entry : relevant.entrySet()) {
            var text = queries.getOrDefault(entry.getKey(), "");
            var hits = search.search(text, mode, ChunkFilter.NONE, TOP).hits();
            var ids = hits.stream()
                    .map(hit -> String.valueOf(hit.chunk().meta().asObject().get("code")))
                    .toList();
            sum += ndcg(ids, entry.getValue());
        }
        return sum / relevant.size();
    }

    private static double ndcg(List<String> ids, Set<String> relevant) {
        double gained = 0;
        double ideal = 0;
        for (int i = 0; i < TOP; i++) {
            double discount = Math.log(2) / Math.log(i + 2.0);
            gained += i < ids.size() && relevant.contains(ids.get(i)) ? discount : 0;
            ideal += i < relevant.size() ? discount : 0;
        }
        return gained / ideal;
    }

    private static void ingest(Store store, Path folder, Path xml) throws IOException {
        var ids = new TimeOrderedIds(Clock.systemUTC());
        var parsers = Parsers.create(IngestConfig.defaults(), ids);
        var ingest = new IngestDocument(
                store,
                LocalBlobStore.open(folder.resolve("home")),
                parsers.logParser(),
                parsers.apiParser(),
                ids,
                Clock.systemUTC(),
                IngestLimits.DEFAULT);
        try (var in = Files.newInputStream(xml)) {
            ingest.xml(new Upload("collection.xml", "", in, false));
        }
    }

    private static Path xml(Path collection, Path folder) throws IOException, XMLStreamException {
        var text = new StringWriter();
        var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        xml.writeStartElement("log");
        for (var document : read(collection.resolve("docs.tsv")).entrySet()) {
            xml.writeStartElement("entry");
            xml.writeStartElement("code");
            xml.writeCharacters(document.getKey());
            xml.writeEndElement();
            xml.writeStartElement("message");
            xml.writeCharacters(document.getValue());
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndElement();
        return Files.writeString(folder.resolve("collection.xml"), text.toString());
    }

    private static Map<String, String> read(Path tsv) throws IOException {
        var rows = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(tsv)) {
            var columns = new ArrayList<>(List.of(line.split("\t", 2)));
            rows.put(columns.getFirst(), columns.getLast());
        }
        return rows;
    }

    private static Map<String, Set<String>> relevant(Path collection) throws IOException {
        var relevant = new HashMap<String, Set<String>>();
        for (var line : Files.readAllLines(collection.resolve("qrels.tsv"))) {
            var columns = line.split("\t");
            relevant.computeIfAbsent(columns[0], query -> new HashSet<>()).add(columns[1]);
        }
        return relevant;
    }
}
