package ai.pmoves.dox.application;

import ai.pmoves.dox.application.export.ExportPoml;
import ai.pmoves.dox.application.ingest.IngestDocument;
import ai.pmoves.dox.application.ingest.IngestFile;
import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.application.ingest.TimeOrderedIds;
import ai.pmoves.dox.application.ingest.Upload;
import ai.pmoves.dox.application.tagging.ExtractTags;
import ai.pmoves.dox.application.tagging.HrmSettings;
import ai.pmoves.dox.application.tagging.RunHrm;
import ai.pmoves.dox.application.tagging.TagPrompts;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.export.XmlPomlWriter;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.tagging.Extractors;
import ai.pmoves.dox.ports.writing.Writers;
import ai.pmoves.dox.testing.embedded.EmbeddedStore;
import ai.pmoves.dox.testing.embedded.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Use cases on an embedded store at the end of a line, with a folder of files and the readers of files. */
public final class Library implements AutoCloseable {
    public static final String LOG = """
            <log>
              <entry><level>ERROR</level><code>E42</code><component>door</component><message>the gate is stuck</message></entry>
              <entry><level>INFO</level><message>all quiet</message></entry>
            </log>""";

    public final EmbeddedStore embedded = EmbeddedStore.lend();
    public final Line line = new Line();
    public final Store store = line.connect(embedded.store()).store();
    final Path home;
    public final BlobStore blobs;
    public final Clock clock = Clock.systemUTC();
    public final IdSource ids = new TimeOrderedIds(clock);
    public final Parsers parsers = Parsers.create(IngestConfig.defaults(), ids);
    public final IngestFile files;
    public final IngestDocument documents;
    public final RunHrm hrm;

    /** @param home an empty folder */
    public Library(Path home) {
        this(home, HrmSettings.DEFAULT);
    }

    public Library(Path home, HrmSettings settings) {
        this.home = home;
        this.blobs = LocalBlobStore.open(home);
        this.files =
                new IngestFile(store, blobs, parsers.fileParsers(), ids, clock, IngestLimits.DEFAULT, ReasonWords.JAVA);
        this.documents = new IngestDocument(
                store, blobs, parsers.logParser(), parsers.apiParser(), ids, clock, IngestLimits.DEFAULT);
        this.hrm = new RunHrm(store.hrmRuns(), ids, clock, settings, Optional.of("a device"));
    }

    public static Upload upload(String name, String content) {
        return new Upload(name, "week 1", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** The document of a log with two entries. */
    public Id<Document> log() {
        return documents.xml(upload("gate.xml", LOG)).documentId().orElseThrow();
    }

    public ExtractTags extractTags(Extractors extractors, TaggingSettings settings) {
        return new ExtractTags(
                store,
                blobs,
                tagPrompts(),
                hrm,
                new ExportPoml(store, blobs, new XmlPomlWriter()),
                extractors,
                ids,
                clock,
                settings);
    }

    public TagPrompts tagPrompts() {
        return new TagPrompts(store, ids, clock);
    }

    /** Somebody who writes, found under every name. */
    public static Writers writers(String provider, Function<String, String> write) {
        return (task, name, model) -> Optional.of(new ai.pmoves.dox.ports.writing.Writer() {
            @Override
            public String provider() {
                return provider;
            }

            @Override
            public String write(String prompt) {
                return write.apply(prompt);
            }
        });
    }

    /** The stored uploads by name, in order. */
    public List<String> uploads() {
        try (var files = Files.list(home.resolve("uploads"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        line.restore();
        embedded.close();
    }
}
