package ai.pmoves.dox.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.application.export.ConvertArtifact.Format;
import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.application.ingest.Upload;
import ai.pmoves.dox.application.report.DescribeApi;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.embeddings.SearchDevice;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.llm.LlmConfig;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import ai.pmoves.dox.ports.ingest.WebPages;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Instructions;
import ai.pmoves.dox.ports.writing.Writers.Task;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each part is replaced once. */
class DoxBuilderTest {
    @TempDir
    private Path home;

    private DoxBuilder builder() {
        return Dox.builder().home(home);
    }

    @Test
    void withoutAHomeTheDefaultsHaveNoPlace() {
        assertThatThrownBy(() -> Dox.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("home is not set: it is the folder of the store and of the files");
    }

    @Test
    void storeAndFilesTogetherNeedNoHome() {
        var file = home.resolve("elsewhere.sqlite3");
        var files = home.resolve("files");
        try (var dox = Dox.builder()
                .store(() -> SqliteStore.open(SqliteConfig.of(file)))
                .blobs(() -> LocalBlobStore.open(files))
                .build()) {
            assertThat(dox.ingest(Samples.LOG).rows()).isEqualTo(7);
        }
        assertThat(file).isRegularFile();
        assertThat(files.resolve("uploads")).isNotEmptyDirectory();
    }

    @Test
    void whereTheFilesCannotBeOpenedNorIsTheStore() {
        var opened = new AtomicInteger();
        var dox = builder()
                .blobs(() -> {
                    throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "No files today.");
                })
                .store(() -> {
                    opened.incrementAndGet();
                    return SqliteStore.open(SqliteConfig.of(home.resolve("db.sqlite3")));
                });

        assertThatThrownBy(dox::build).hasMessage("No files today.");
        assertThat(opened).hasValue(0);
    }

    @Test
    void aModelIsLoadedWhenItIsNeededAndClosedOnce() {
        var model = new ConstantModel();
        var loads = new AtomicInteger();
        var dox = builder()
                .embedder(() -> {
                    loads.incrementAndGet();
                    return model;
                })
                .build();
        dox.ingest(Samples.LOG);
        assertThat(loads).hasValue(0);

        assertThat(dox.embed()).isEqualTo(7);
        assertThat(dox.search("anything at all").hits()).hasSize(7);
        dox.close();
        dox.close();
        assertThat(loads).hasValue(1);
        assertThat(model.closes).hasValue(1);
    }

    @Test
    void theUsualModelTakesOtherSettings() {
        var settings = EmbedderConfig.DEFAULT.withDevice(SearchDevice.CPU).withModelDirectory(home.resolve("no-model"));
        try (var dox = builder().embedder(settings).build()) {
            assertThatThrownBy(dox::embedder).hasMessageContaining("no-model");
        }
    }

    @Test
    void aParserIsAddedAndReadsItsTypesInPlaceOfTheOneThatComesAlong() throws IOException {
        var note = Files.writeString(home.resolve("a.note"), "hello");
        try (var dox = builder()
                .fileParser(new OneEvidence(Set.of(".note", ".csv"), "first"))
                .fileParser(new OneEvidence(Set.of(".csv"), "second"))
                .build()) {
            assertThat(preview(dox, dox.ingest(note).artifactId().orElseThrow()))
                    .isEqualTo("first");
            assertThat(preview(dox, dox.ingest(Samples.TABLE).artifactId().orElseThrow()))
                    .isEqualTo("first");
            assertThat(dox.ingest(Samples.PDF).facts()).isPositive();
        }
    }

    private static String preview(Dox dox, Id<Artifact> id) {
        return String.valueOf(dox.store()
                .evidence()
                .listByArtifact(id, PageRequest.first(1))
                .items()
                .getFirst()
                .preview());
    }

    @Test
    void theParsersThatComeAlongTakeOtherLimits() {
        var limits = new ParserLimits(3, 1, 1 << 20, 1, 1 << 20, 1 << 20);
        try (var dox =
                builder().parsers(IngestConfig.defaults().withLimits(limits)).build()) {
            assertThatThrownBy(() -> dox.ingest(Samples.TABLE)).hasMessageContaining("more than 3 cells");
        }
    }

    @Test
    void anotherParserOfLogs() throws IOException {
        var log = Files.writeString(home.resolve("a.xml"), "<log/>");
        try (var dox = builder()
                .logParser((path, name, document, entries) -> entries.accept(
                        new LogEntry(Id.of("entry"), document, null, null, "INFO", null, null, "read anew", null)))
                .build()) {
            assertThat(dox.ingest(log).rows()).isEqualTo(1);
        }
    }

    @Test
    void anotherParserOfApiDescriptions() throws IOException {
        var api = Files.writeString(home.resolve("a.json"), "{}");
        try (var dox = builder().apiParser(new OneOperation()).build()) {
            assertThat(dox.ingest(api).rows()).isEqualTo(1);
        }
    }

    @Test
    void anotherReaderOfWebPages() {
        try (var dox = builder().webPages(new OnePage()).build()) {
            assertThat(dox.ingestWebPage().ingest("intranet:start", "", false).evidence())
                    .isEqualTo(1);
        }
    }

    @Test
    void anotherLanguageModelThatExtracts() {
        try (var dox = builder().extractors(wish -> Optional.of(new OneTag())).build()) {
            var outcome = dox.tag(dox.ingest(Samples.LOG));

            assertThat(outcome.tags()).containsExactly("gateway");
            assertThat(outcome.run().provider()).isEqualTo("one-tag");
        }
    }

    @Test
    void anotherLanguageModelThatWrites() {
        var asked = new ArrayList<Task>();
        try (var dox = builder()
                .writers((task, provider, model) -> {
                    asked.add(task);
                    return Optional.empty();
                })
                .build()) {
            describe(dox);
        }
        assertThat(asked).containsExactly(Task.API_DESCRIPTION);
    }

    private static void describe(Dox dox) {
        dox.describeApi()
                .describe(new DescribeApi.Source(
                        "app.py",
                        "@app.get('/gates')".getBytes(StandardCharsets.UTF_8),
                        Optional.empty(),
                        "1",
                        Optional.empty(),
                        Optional.of("ollama"),
                        Optional.empty()));
    }

    @Test
    void theUsualLanguageModelsTakeOtherSettings() {
        var usual = LlmConfig.DEFAULT;
        var unknown = new LlmConfig(
                Optional.of("nobody"),
                Optional.of("small"),
                usual.ollama(),
                usual.ollamaModel(),
                usual.openAi(),
                usual.openAiModel(),
                usual.openAiKey(),
                usual.gemini(),
                usual.geminiKey(),
                usual.timeout(),
                usual.writing());
        try (var dox = builder().languageModels(unknown).build()) {
            var log = dox.ingest(Samples.LOG);
            assertThatThrownBy(() -> dox.tag(log)).hasMessageContaining("nobody");
        }
    }

    @Test
    void anotherWriterOfDocuments() throws IOException {
        try (var dox = builder().documentWriter((blocks, out) -> out.write('!')).build()) {
            var report = dox.ingest(Samples.PDF).artifactId().orElseThrow();
            var name = dox.convertArtifact().convert(report, Format.DOCX);

            assertThat(dox.blobs().resolve("artifacts/" + name)).hasContent("!");
        }
    }

    @Test
    void anotherClockAndOtherIds() {
        var noon = Instant.parse("2026-01-01T12:00:00Z");
        var next = new AtomicInteger();
        try (var dox = builder()
                .clock(Clock.fixed(noon, ZoneOffset.UTC))
                .ids(() -> "id-" + next.incrementAndGet())
                .build()) {
            var id = dox.ingest(Samples.LOG).documentId().orElseThrow();

            assertThat(id.value()).startsWith("id-");
            assertThat(dox.store().documents().find(id).orElseThrow().createdAt())
                    .isEqualTo(noon);
        }
    }

    @Test
    void theUsualIdsFollowTheClock() {
        var noon = Instant.parse("2026-01-01T12:00:00Z");
        try (var dox = builder().clock(Clock.fixed(noon, ZoneOffset.UTC)).build()) {
            var id = dox.ingest(Samples.LOG).documentId().orElseThrow().value();

            assertThat(Long.parseLong(id.replace("-", "").substring(0, 12), 16)).isEqualTo(noon.toEpochMilli());
        }
    }

    @Test
    void otherLimitsAndSettings() {
        var settings = TaggingSettings.DEFAULT.withDevice(() -> Optional.of("device 7"));
        try (var dox =
                builder().limits(new IngestLimits(100_000)).tagging(settings).build()) {
            var tooLong = new Upload("a.csv", "", new ByteArrayInputStream(new byte[100_001]), false);
            assertThat(dox.ingestFile().ingest(tooLong).error().orElseThrow())
                    .hasMessageContaining("maximum allowed size of 100000 bytes");
            assertThat(dox.tag(dox.ingest(Samples.LOG)).run().device()).isEqualTo("device 7");
        }
    }

    /** Every text means the same to it. */
    private static final class ConstantModel implements Embedder {
        private final AtomicInteger closes = new AtomicInteger();

        @Override
        public ModelId model() {
            return new ModelId("constant", "1", 384);
        }

        @Override
        public List<Embedding> embed(List<String> texts) {
            var vector = new float[384];
            vector[0] = 1;
            return texts.stream().map(text -> Embedding.of(vector)).toList();
        }

        @Override
        public String device() {
            return "none";
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    private record OneEvidence(Set<String> filetypes, String preview) implements FileParser {
        @Override
        public ParsedFile parse(SourceFile file) {
            return ParsedFile.of(List.of(), List.of(evidence(file.artifactId(), file.storedName() + "#1", preview)));
        }
    }

    private static Evidence evidence(Id<Artifact> artifact, String locator, String preview) {
        return new Evidence(
                Id.of("evidence of " + artifact),
                artifact,
                locator,
                preview,
                null,
                EvidenceData.of("text", Json.of("a text")));
    }

    private static final class OneOperation implements ApiParser {
        @Override
        public ParsedApi parse(DocumentType type, Path path, String storedName, Id<Document> documentId) {
            var gates = new ApiEndpoint(Id.of("gates"), documentId, null, "GET", "/gates", null, null, null, null);
            return new ParsedApi(Optional.empty(), List.of(gates));
        }

        @Override
        public Optional<DocumentType> detect(Path path) {
            return Optional.of(DocumentType.OPENAPI);
        }

        @Override
        public Json readValue(String text, String name) {
            return Json.of(text);
        }
    }

    private static final class OnePage implements WebPages {
        @Override
        public void check(String url) {
            // every address is one
        }

        @Override
        public ParsedFile fetch(String url, Id<Artifact> artifactId) {
            return ParsedFile.of(List.of(), List.of(evidence(artifactId, url, "a page")));
        }
    }

    private static final class OneTag implements Extractor {
        @Override
        public String provider() {
            return "one-tag";
        }

        @Override
        public Optional<String> model() {
            return Optional.empty();
        }

        @Override
        public boolean takesWholeTexts() {
            return true;
        }

        @Override
        public List<Extraction> extract(String text, Instructions instructions) {
            return List.of(new Extraction("gateway", null));
        }
    }
}
