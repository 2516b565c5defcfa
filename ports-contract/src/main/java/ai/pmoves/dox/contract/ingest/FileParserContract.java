package ai.pmoves.dox.contract.ingest;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link FileParser} does with a file, whatever its type. */
public interface FileParserContract {
    String WEEK = "2026-W01";

    FileParser parser();

    /** One of the parser's types, which the files below have. */
    String filetype();

    /** A file that the parser reads rows from. */
    byte[] good() throws IOException;

    /** A file of the type that cannot be read. */
    byte[] damaged() throws IOException;

    private SourceFile file(Path folder, String id, byte[] bytes) throws IOException {
        var storedName = id + "_file" + filetype();
        var path = Files.write(folder.resolve(storedName), bytes);
        return new SourceFile(path, "uploads/" + storedName, storedName, filetype(), Id.of(id), WEEK);
    }

    private ParsedFile parse(Path folder, String id) throws IOException {
        return parser().parse(file(folder, id, good()));
    }

    @Test
    default void typesAreSuffixesInLowerCase() {
        assertThat(parser().filetypes()).contains(filetype()).allMatch(type -> type.matches("\\.[a-z0-9]+"));
    }

    @Test
    default void aGoodFileIsRecognised(@TempDir Path folder) throws IOException {
        assertThat(parser().recognises(file(folder, "a1", good()).path())).isTrue();
    }

    @Test
    default void aGoodFileGivesRowsOfItsArtifact(@TempDir Path folder) throws IOException {
        var artifact = Id.<Artifact>of("a1");
        var parsed = parse(folder, "a1");
        assertThat(parsed.evidence()).isNotEmpty();
        assertThat(parsed.evidence()).extracting(Evidence::artifactId).containsOnly(artifact);
        assertThat(parsed.facts()).extracting(Fact::artifactId).allMatch(artifact::equals);
        assertThat(documentIds(parsed)).allMatch("a1"::equals);
    }

    private static List<String> documentIds(ParsedFile parsed) {
        return parsed.content().stream()
                .flatMap(content -> Stream.of(
                                content.sections().stream().map(row -> row.documentId()),
                                content.tables().stream().map(row -> row.documentId()),
                                content.structure().stream().map(row -> row.documentId()),
                                content.entities().stream().map(row -> row.documentId()),
                                content.metricHits().stream().map(row -> row.documentId()))
                        .flatMap(ids -> ids))
                .map(Id::value)
                .toList();
    }

    @Test
    default void noTwoRowsHaveTheSameId(@TempDir Path folder) throws IOException {
        var ids = new ArrayList<String>();
        for (var artifact : List.of("a1", "a2")) {
            var parsed = parse(folder, artifact);
            parsed.evidence().forEach(row -> ids.add(row.id().value()));
            parsed.facts().forEach(row -> ids.add(row.id().value()));
            parsed.content().ifPresent(content -> ids.addAll(ids(content)));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static List<String> ids(DocumentContent content) {
        return Stream.of(
                        content.sections().stream().map(row -> row.id().value()),
                        content.tables().stream().map(row -> row.id().value()),
                        content.entities().stream().map(row -> row.id().value()),
                        content.metricHits().stream().map(row -> row.id().value()))
                .flatMap(ids -> ids)
                .toList();
    }

    @Test
    default void locatorsNameTheFileAndThePlace(@TempDir Path folder) throws IOException {
        assertThat(parse(folder, "a1").evidence())
                .extracting(Evidence::locator)
                .allMatch(locator -> locator != null && locator.startsWith("a1_file" + filetype() + "#"));
    }

    @Test
    default void factsHaveTheWeekAndEvidenceThatWasReadWithThem(@TempDir Path folder) throws IOException {
        var parsed = parse(folder, "a1");
        var evidence = parsed.evidence().stream().map(Evidence::id).toList();
        assertThat(parsed.facts()).allSatisfy(fact -> {
            assertThat(fact.reportWeek()).isEqualTo(WEEK);
            assertThat(fact.evidenceId() == null || evidence.contains(fact.evidenceId()))
                    .isTrue();
        });
    }

    @Test
    default void derivedFilesOfTwoArtifactsDoNotMeet(@TempDir Path folder) throws IOException {
        var one = parse(folder, "a1").derivedFiles().keySet();
        var other = parse(folder, "a2").derivedFiles().keySet();
        assertThat(one).hasSameSizeAs(other).noneMatch(other::contains);
    }

    @Test
    default void aFileGivesTheSameRowsEachTimeAndInManyThreads(@TempDir Path folder) throws Exception {
        var file = file(folder, "a1", good());
        Callable<List<Object>> reading = () -> withoutIds(parser().parse(file));
        var expected = reading.call();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var parsed : threads.invokeAll(Collections.nCopies(8, reading))) {
                assertThat(parsed.get()).isEqualTo(expected);
            }
        }
    }

    private static List<Object> withoutIds(ParsedFile parsed) {
        var rows = new ArrayList<>();
        parsed.evidence()
                .forEach(row -> rows.add(Stream.of(row.locator(), row.preview(), row.contentType())
                        .map(String::valueOf)
                        .toList()));
        parsed.facts().forEach(row -> rows.add(List.of(String.valueOf(row.entity()), row.metrics())));
        parsed.content().ifPresent(content -> {
            content.sections().forEach(row -> rows.add(List.of(row.order(), row.text())));
            content.tables().forEach(row -> rows.add(List.of(row.order(), row.content())));
        });
        rows.add(parsed.extras());
        rows.add(parsed.derivedFiles().keySet());
        return rows;
    }

    @Test
    default void theFileStaysAsItIs(@TempDir Path folder) throws IOException {
        var file = file(folder, "a1", good());
        var before = Files.readAllBytes(file.path());
        parser().parse(file);
        assertThat(Files.readAllBytes(file.path())).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    default void anEmptyFileIsRefused(@TempDir Path folder) throws IOException {
        var file = file(folder, "a1", new byte[0]);
        assertFails(() -> parser().parse(file), ErrorCode.FILE_EMPTY, file.storedName());
    }

    @Test
    default void aDamagedFileIsRefused(@TempDir Path folder) throws IOException {
        var file = file(folder, "a1", damaged());
        assertFails(() -> parser().parse(file), ErrorCode.FILE_UNREADABLE, file.storedName());
    }

    @Test
    default void aFileThatIsGoneIsRefused(@TempDir Path folder) throws IOException {
        var file = file(folder, "a1", good());
        Files.delete(file.path());
        assertFails(() -> parser().parse(file), ErrorCode.FILE_UNREADABLE, file.storedName());
    }
}
