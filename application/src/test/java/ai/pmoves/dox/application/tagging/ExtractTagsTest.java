package ai.pmoves.dox.application.tagging;

import static ai.pmoves.dox.application.Library.upload;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.Library;
import ai.pmoves.dox.application.export.ExportPoml;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.export.XmlPomlWriter;
import ai.pmoves.dox.ports.store.ExtractionFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Extractors;
import ai.pmoves.dox.ports.tagging.Instructions;
import ai.pmoves.dox.testing.embedded.Rows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractTagsTest {
    private static final ExtractionRequest USUAL = new ExtractionRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), false, Extractors.Wish.NONE, ReadOptions.USUAL);

    @TempDir
    private Path home;

    private Library library;
    private Id<Document> log;

    @BeforeEach
    void open() {
        library = new Library(home, new HrmSettings(true, new StepLimits(6, 2)));
        log = library.log();
    }

    @AfterEach
    void close() {
        library.close();
    }

    /** A model that answers with some tags, and keeps what it was told. */
    private static final class Model implements Extractor {
        private final List<Instructions> told = new ArrayList<>();
        private final Supplier<List<Extraction>> answer;

        Model(Supplier<List<Extraction>> answer) {
            this.answer = answer;
        }

        static Model of(String... tags) {
            return new Model(() ->
                    List.of(tags).stream().map(tag -> new Extraction(tag, null)).toList());
        }

        @Override
        public String provider() {
            return "a-model";
        }

        @Override
        public Optional<String> model() {
            return Optional.of("small");
        }

        @Override
        public boolean takesWholeTexts() {
            return true;
        }

        @Override
        public List<Extraction> extract(String text, Instructions instructions) {
            told.add(instructions);
            return answer.get();
        }
    }

    private ExtractionOutcome tag(Model model, ExtractionRequest request) {
        return library.extractTags(wish -> Optional.of(model), TaggingSettings.DEFAULT)
                .tag(log, request, false);
    }

    private List<String> stored() {
        return library.store.tags().list(Optional.of(log), Optional.empty(), PageRequest.first(100)).items().stream()
                .map(Tag::tag)
                .sorted()
                .toList();
    }

    @Test
    void eachTagIsStoredOnceWhateverItsCase() {
        assertThat(tag(Model.of("gate", "Gate", "door"), USUAL).run().stored()).isEqualTo(2);
        assertThat(tag(Model.of("DOOR", "lock"), USUAL).run().stored()).isEqualTo(1);
        assertThat(stored()).containsExactly("door", "gate", "lock");
        assertThat(library.extractTags(Extractors.NONE, TaggingSettings.DEFAULT).countTags(log))
                .isEqualTo(3);
    }

    @Test
    void aTagThatAnotherProcessAddsMeanwhileIsNotAddedTwice() {
        library.line.before("UnitOfWork.call", () -> {
            // what another process adds in the moment before
            var other = new ExtractTags(
                    library.embedded.store(),
                    library.blobs,
                    library.tagPrompts(),
                    library.hrm,
                    new ExportPoml(library.embedded.store(), library.blobs, new XmlPomlWriter()),
                    wish -> Optional.of(Model.of("gate")),
                    library.ids,
                    library.clock,
                    TaggingSettings.DEFAULT);
            other.tag(log, USUAL, false);
        });
        assertThat(tag(Model.of("gate"), USUAL).run().stored()).isZero();
        assertThat(stored()).containsExactly("gate");
    }

    @Test
    void aDryRunStoresNoTagButItsRun() {
        var outcome = library.extractTags(wish -> Optional.of(Model.of("gate")), TaggingSettings.DEFAULT)
                .tag(log, USUAL, true);
        assertThat(outcome.tags()).containsExactly("gate");
        assertThat(stored()).isEmpty();
        assertThat(library.store
                        .extractionRuns()
                        .list(ExtractionFilter.of(log), PageRequest.first(10))
                        .items())
                .containsExactly(outcome.run());
    }

    @Test
    void aModelThatFailsIsReplacedByTheRules() {
        var failing = new Model(() -> {
            throw new DoxException(ErrorCode.EXTRACTION_FAILED, "a-model cannot be reached");
        });
        var outcome = tag(failing, USUAL);
        assertThat(outcome.run().outcome()).isEqualTo(ExtractionRun.FALLBACK);
        assertThat(outcome.run().error()).contains("cannot be reached");
    }

    @Test
    void aModelThatFailsIsReplacedByNobodyWhereItWasAskedFor() {
        var failing = new Model(() -> {
            throw new DoxException(ErrorCode.EXTRACTION_FAILED, "a-model cannot be reached");
        });
        var extractTags = library.extractTags(wish -> Optional.of(failing), TaggingSettings.DEFAULT);
        assertFails(() -> extractTags.extract("A text", USUAL), ErrorCode.EXTRACTION_FAILED, "cannot be reached");
    }

    @Test
    void thePromptOfTheDocumentCountsUnlessTheRequestHasOne() {
        var prompt = library.tagPrompts().add(log, "only doors", null, "ada");
        var model = Model.of("door");
        assertThat(tag(model, USUAL).run().promptId()).isEqualTo(prompt.id());
        var own = new ExtractionRequest(
                Optional.of("only gates"),
                Optional.empty(),
                Optional.empty(),
                false,
                Extractors.Wish.NONE,
                ReadOptions.USUAL);
        assertThat(tag(model, own).run().promptId()).isNull();
        assertThat(model.told).extracting(Instructions::prompt).containsExactly("only doors", "only gates");
    }

    @Test
    void aModelIsShownTheDocumentAsPomlWhereThatIsAskedFor() {
        var model = Model.of("door");
        tag(model, USUAL);
        tag(
                model,
                new ExtractionRequest(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(PomlVariant.GENERIC),
                        false,
                        Extractors.Wish.NONE,
                        ReadOptions.USUAL));
        assertThat(model.told.getFirst().context()).isEmpty();
        assertThat(model.told.getLast().context().orElseThrow())
                .contains("<poml")
                .contains("the gate is stuck");
    }

    @Test
    void tagsAreRefinedWhereThatIsAskedFor() {
        var refined = new ExtractionRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), true, Extractors.Wish.NONE, ReadOptions.USUAL);
        var outcome = tag(Model.of(" gate ", "gate"), refined);
        assertThat(outcome.hrmSteps()).isPositive();
        assertThat(outcome.tags()).containsExactly("gate");
    }

    @Test
    void aTextIsTaggedWithoutBeingStored() {
        var extractTags = library.extractTags(Extractors.NONE, TaggingSettings.DEFAULT);
        assertThat(extractTags.suggest("  ", USUAL)).isEmpty();
        assertThat(extractTags
                        .suggest("Invoices, invoices and more invoices", USUAL)
                        .orElseThrow()
                        .tags())
                .isNotEmpty();
        assertThat(extractTags
                        .extract("Ada Lovelace met Charles Babbage.", USUAL)
                        .outcome()
                        .extractions())
                .isNotEmpty();
        assertFails(() -> extractTags.extract(" ", USUAL), ErrorCode.TEXT_MISSING);
    }

    @Test
    void whatIsNotThereIsNamed() {
        var extractTags = library.extractTags(Extractors.NONE, TaggingSettings.DEFAULT);
        assertFails(() -> extractTags.tag(Id.of("nothing"), USUAL, false), ErrorCode.DOCUMENT_NOT_FOUND);
        assertFails(() -> extractTags.extract(Id.of("nothing"), USUAL), ErrorCode.ARTIFACT_NOT_FOUND, "nothing");
        assertFails(() -> extractTags.documentOf(Id.of("nothing")), ErrorCode.ARTIFACT_NOT_FOUND);
        library.store.artifacts().add(Rows.artifact("a"));
        assertFails(() -> extractTags.documentOf(Id.of("a")), ErrorCode.DOCUMENT_NOT_FOUND);
        assertThat(extractTags.documentOf(log.as()).id()).isEqualTo(log);
    }

    @Test
    void anArtifactIsReadFromItsFile() {
        var table = library.files.ingest(upload("names.csv", "name\nAda Lovelace\nCharles Babbage\n"));
        var findings = library.extractTags(wish -> Optional.of(Model.of("Ada Lovelace")), TaggingSettings.DEFAULT)
                .extract(table.artifactId().orElseThrow(), USUAL);
        assertThat(findings.text()).contains("Charles Babbage");
        assertThat(findings.outcome().extractions()).singleElement().satisfies(found -> assertThat(findings.text())
                .contains(found.extraction().text()));
    }

    @Test
    void aRestoredPromptIsTheNewestAlsoIfAnotherDeviceHasAClockThatIsAhead() {
        var prompts = library.tagPrompts();
        var first = prompts.add(log, "first", null, "ada");
        var ahead = new TagPrompts(library.store, library.ids, Clock.offset(library.clock, Duration.ofHours(1)));
        ahead.add(log, "second", null, "bob");
        var restored = prompts.restore(log, first.id(), Optional.empty());
        assertThat(restored.author()).isEqualTo("ada");
        assertThat(prompts.current(log).orElseThrow().prompt()).isEqualTo(restored);
        assertThat(prompts.history(log)).extracting(TagPrompts.Version::number).containsExactly(3, 2, 1);
        assertFails(() -> prompts.restore(log, Id.of("no-version"), Optional.empty()), ErrorCode.PROMPT_NOT_FOUND);
    }
}
