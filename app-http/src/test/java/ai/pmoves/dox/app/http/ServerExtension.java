package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.Dox;
import ai.pmoves.dox.application.ExportSettings;
import ai.pmoves.dox.application.IngestLimits;
import ai.pmoves.dox.application.TaggingSettings;
import ai.pmoves.dox.application.TimeOrderedIds;
import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.ingest.IngestConfig;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.llm.LanguageModels;
import ai.pmoves.dox.llm.LlmConfig;
import ai.pmoves.dox.office.PoiDocumentWriter;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server with a home of its own for the tests of one class. It uses nothing that only some machines have, but what a
 * test gives it.
 */
final class ServerExtension implements BeforeAllCallback, AfterAllCallback {
    /** Parsers that find none of the programs that read media, be they installed or not. */
    static final IngestConfig WITHOUT_PROGRAMS =
            IngestConfig.defaults().withPrograms("/nowhere/ffprobe", "/nowhere/whisper", "/nowhere/tesseract");

    private static final LlmConfig WITHOUT_MODELS = new LlmConfig(
            LlmConfig.DEFAULT.provider(),
            LlmConfig.DEFAULT.model(),
            URI.create(TestConfig.NOBODY),
            LlmConfig.DEFAULT.ollamaModel(),
            URI.create(TestConfig.NOBODY),
            LlmConfig.DEFAULT.openAiModel(),
            Optional.empty(),
            URI.create(TestConfig.NOBODY),
            Optional.empty(),
            LlmConfig.DEFAULT.timeout(),
            LlmConfig.DEFAULT.writing());

    private final TestConfig config;
    private final UnaryOperator<Store> store;
    private IdSource ids = new TimeOrderedIds(Clock.systemUTC());
    private IngestConfig ingest = WITHOUT_PROGRAMS;
    private IngestLimits limits = IngestLimits.DEFAULT;
    private TaggingSettings tagging = TaggingSettings.DEFAULT;
    private LlmConfig models = WITHOUT_MODELS;
    private ExportSettings exports = ExportSettings.DEFAULT;
    private Supplier<Embedder> embedder = SharedModel::get;
    private Path home;
    private TestStores stores;
    private Dox dox;
    private DoxServer server;

    ServerExtension() {
        this(new TestConfig());
    }

    ServerExtension(TestConfig config) {
        this(config, store -> store);
    }

    ServerExtension(TestConfig config, UnaryOperator<Store> store) {
        this.config = config;
        this.store = store;
    }

    ServerExtension withMaxFileBytes(long maxFileBytes) {
        limits = new IngestLimits(maxFileBytes);
        return this;
    }

    ServerExtension withIds(IdSource value) {
        ids = value;
        return this;
    }

    ServerExtension withIngest(IngestConfig value) {
        ingest = value;
        return this;
    }

    ServerExtension withModels(LlmConfig value) {
        models = value;
        return this;
    }

    ServerExtension withExports(ExportSettings value) {
        exports = value;
        return this;
    }

    ServerExtension withEmbedder(Supplier<Embedder> value) {
        embedder = value;
        return this;
    }

    ServerExtension withTagging(TaggingSettings value) {
        tagging = value;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start();
    }

    void start() throws IOException {
        home = Files.createTempDirectory("dox-http");
        stores = TestStores.below(home);
        open();
    }

    private void open() throws IOException {
        var parsers = Parsers.create(ingest, ids);
        var languageModels = LanguageModels.of(models);
        dox = new Dox(
                store.apply(stores.open()),
                LocalBlobStore.open(home),
                embedder,
                parsers.fileParsers(),
                parsers.logParser(),
                parsers.apiParser(),
                parsers.webPages(),
                ids,
                Clock.systemUTC(),
                limits,
                tagging,
                languageModels,
                languageModels,
                new PoiDocumentWriter(),
                exports);
        server = DoxServer.start(config.uploads(uploads()).build(), dox);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        stop();
    }

    /** Stops, and starts again on the same home and store, at another port. */
    void restart() throws IOException {
        close();
        open();
    }

    private void close() {
        server.close();
        dox.close();
    }

    void stop() throws IOException {
        close();
        stores.remove();
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Api api() {
        return new Api("http://127.0.0.1:" + server.port());
    }

    Dox dox() {
        return dox;
    }

    DoxServer server() {
        return server;
    }

    Path home() {
        return home;
    }

    private Path uploads() {
        return home.resolve("tmp/uploads");
    }

    /** The names of the parts of uploads that wait on the disk to be stored. */
    List<String> waitingParts() {
        return Stream.of(list(uploads().toFile()))
                .flatMap(folder -> Stream.of(list(folder)))
                .map(File::getName)
                .toList();
    }

    /** Unlike a stream of paths this does not mind files that are removed meanwhile. */
    private static File[] list(File folder) {
        var files = folder.listFiles();
        return files == null ? new File[0] : files;
    }
}
