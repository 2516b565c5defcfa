package ai.pmoves.dox.app.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.app.cli.support.RejectLine;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.Remark;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("not/yet/there/rejects.ndjson");
    }

    private static SourceRow row(String key, Map<String, @Nullable Object> original) {
        return new SourceRow(1, key, null, List.of(new Remark("text.invalid", "a", "odd", true)), original);
    }

    private RejectFile open() {
        return RejectFile.open(file, Path.of("/data/old.sqlite3"));
    }

    private List<RejectLine> lines() {
        var lines = new ArrayList<RejectLine>();
        RejectFile.read(file, (number, line) -> lines.add(line));
        return lines;
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        var original = new LinkedHashMap<String, @Nullable Object>();
        original.put("nothing", null);
        original.put("text", "a\n\"b\" \u00fc \ud83d\udea2 \ud800"); // the last one is half a character
        original.put("number", 1.5);
        original.put("bytes", new byte[] {0, -1, 7});
        try (var rejects = open()) {
            rejects.add(StoreTable.FACTS, row("f1", original), "because", true);
            rejects.flush();
            assertThat(rejects.rows()).isEqualTo(1);
        }

        assertThat(lines()).hasSize(1);
        var line = lines().getFirst();
        assertThat(line.table()).isEqualTo(StoreTable.FACTS);
        assertThat(line.id()).isEqualTo("f1");
        assertThat(line.outcome()).isEqualTo("rejected");
        assertThat(line.reason()).isEqualTo("because");
        assertThat(line.source()).isEqualTo("/data/old.sqlite3");
        assertThat(line.targetId()).isEqualTo("f1");
        assertThat(line.row().keySet()).containsExactly("nothing", "text", "number", "bytes");
        assertThat(line.row().get("nothing")).isNull();
        assertThat(line.row().get("text")).isEqualTo(original.get("text"));
        assertThat(line.row().get("number")).isEqualTo(1.5);
        assertThat(line.row().get("bytes")).isEqualTo(new byte[] {0, -1, 7});
    }

    @Test
    void onlyARejectedRowIsKnownAsRejected() {
        try (var rejects = open()) {
            rejects.add(StoreTable.FACTS, row("f1", Map.of()), "", true);
            rejects.add(StoreTable.FACTS, row("f2", Map.of()), "", false);

            assertThat(rejects.contains(StoreTable.FACTS, "f1")).isTrue();
            assertThat(rejects.contains(StoreTable.FACTS, "f2")).isFalse();
            assertThat(rejects.contains(StoreTable.ARTIFACTS, "f1")).isFalse();
        }
        assertThat(lines()).extracting(RejectLine::outcome).containsExactly("rejected", "repaired");
    }

    @Test
    void withoutRowsThereIsNoFile() {
        try (var rejects = open()) {
            rejects.flush();
            assertThat(rejects.recall(Set.of(StoreTable.FACTS))).isEmpty();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aRowThatComesAgainHasOneLineAndItsCorrectionStays() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (var rejects = open()) {
                rejects.add(StoreTable.FACTS, row("f1", Map.of("n", "a")), "", true);
            }
            Files.writeString(file, Files.readString(file).replace("{\"n\":\"a\"}", "{\"n\":\"corrected\"}"));
        }

        assertThat(lines()).extracting(line -> line.row().get("n")).containsExactly("corrected");
    }

    @Test
    void aRowThatChangedInItsSourceTakesThePlaceOfItsLine() {
        try (var rejects = open()) {
            rejects.add(StoreTable.FACTS, row("f1", Map.of("n", "old")), "", true);
            rejects.add(StoreTable.FACTS, row("f2", Map.of("n", "same")), "", true);
        }
        try (var rejects = open()) {
            rejects.add(StoreTable.FACTS, row("f1", Map.of("n", "new")), "", true);
        }

        assertThat(lines()).extracting(line -> line.row().get("n")).containsExactly("same", "new");
    }

    @Test
    void rowsOfOtherSourcesAreOthers() {
        try (var rejects = open()) {
            rejects.add(StoreTable.FACTS, row("f1", Map.of()), "", true);
        }
        try (var other = RejectFile.open(file, Path.of("/data/other.sqlite3"))) {
            assertThat(other.recall(Set.of(StoreTable.FACTS))).isEmpty();
            other.add(StoreTable.FACTS, row("f1", Map.of()), "", true);
        }

        assertThat(lines()).extracting(RejectLine::source).containsExactly("/data/old.sqlite3", "/data/other.sqlite3");
    }

    @Test
    void aRunThatGoesOnKnowsWhatTheInterruptedOneRejected() {
        try (var first = open()) {
            first.add(StoreTable.FACTS, row("f1", Map.of()), "", true);
            first.add(StoreTable.FACTS, row("f2", Map.of()), "", true);
            first.add(StoreTable.FACTS, row("f3", Map.of()), "", false);
            first.add(StoreTable.ARTIFACTS, row("a1", Map.of()), "", true);
        }
        try (var second = open()) {
            second.add(StoreTable.FACTS, row("f2", Map.of()), "", true);

            assertThat(second.recall(Set.of(StoreTable.FACTS))).isEqualTo(Map.of(StoreTable.FACTS, Set.of("f1")));

            assertThat(second.contains(StoreTable.FACTS, "f1")).isTrue();
            assertThat(second.contains(StoreTable.ARTIFACTS, "a1")).isFalse();
        }
    }

    @Test
    void whatACrashLeftOfALineIsTakenOut() throws IOException {
        try (var first = open()) {
            first.add(StoreTable.FACTS, row("f1", Map.of()), "", true);
            first.add(StoreTable.FACTS, row("f2", Map.of()), "", true);
        }
        var whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 10));

        try (var second = open()) {
            second.add(StoreTable.FACTS, row("f3", Map.of()), "", true);
        }

        assertThat(lines()).extracting(RejectLine::id).containsExactly("f1", "f3");
    }

    @Test
    void aWholeLineWithoutItsEndGetsOne() throws IOException {
        try (var first = open()) {
            first.add(StoreTable.FACTS, row("f1", Map.of()), "", true);
        }
        Files.writeString(file, Files.readString(file).stripTrailing()); // as an editor may leave it

        try (var second = open()) {
            second.add(StoreTable.FACTS, row("f2", Map.of()), "", true);
        }

        assertThat(lines()).extracting(RejectLine::id).containsExactly("f1", "f2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"table":"facts"        | Unexpected end-of-input
            {"id":"f","row":{}}     | it needs "table" with a table's name, and "row" with its values
            {"table":"x","row":{}}  | it needs "table" with a table's name, and "row" with its values
            {"table":"facts"}       | it needs "table" with a table's name, and "row" with its values
            """, quoteCharacter = '~')
    void aLineThatCannotBeReadIsNamed(String line, String reason) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "\n" + line + "\n");

        assertThatThrownBy(this::lines)
                .isInstanceOf(DoxException.class)
                .hasMessageStartingWith("Line 2 of the reject file '" + file + "' cannot be read: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws IOException {
        Files.createDirectories(file);

        assertThatThrownBy(this::open)
                .isInstanceOf(DoxException.class)
                .hasMessageStartingWith("The reject file '" + file + "' cannot be used: ");
    }
}
