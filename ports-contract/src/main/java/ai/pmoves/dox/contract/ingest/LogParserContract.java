package ai.pmoves.dox.contract.ingest;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.ingest.LogParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link LogParser} does. */
public interface LogParserContract {
    String NAME = "a1_log.xml";

    LogParser parser();

    /** A log with an entry for each of these messages, well-formed and without a line break. */
    String log(List<String> messages);

    private List<LogEntry> parse(Path file) {
        var entries = new ArrayList<LogEntry>();
        parser().parse(file, NAME, Id.of("d1"), entries::add);
        return entries;
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve(NAME), text);
    }

    private static List<String> messages(int count) {
        return IntStream.range(0, count).mapToObj(i -> "message " + i).toList();
    }

    @Test
    default void entriesComeInTheirOrderWithIdsOfTheirOwn(@TempDir Path folder) throws IOException {
        var file = write(folder, log(messages(2_000)));
        var first = parse(file);
        assertThat(first).extracting(LogEntry::message).isEqualTo(messages(2_000));
        assertThat(first).extracting(LogEntry::documentId).containsOnly(Id.of("d1"));
        var all = new ArrayList<>(first);
        all.addAll(parse(file));
        assertThat(all).extracting(LogEntry::id).doesNotHaveDuplicates();
    }

    @Test
    default void whatTheSinkThrowsReachesTheCaller(@TempDir Path folder) throws IOException {
        var file = write(folder, log(messages(3)));
        var failure = new UnsupportedOperationException("full");
        assertThatThrownBy(() -> parser().parse(file, NAME, Id.of("d1"), entry -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    default void aLogThatIsNotWellFormedIsRefusedWithItsPlace(@TempDir Path folder) throws IOException {
        var file = write(folder, "<log>\n\n  <entry></log>");
        assertFails(() -> parse(file), ErrorCode.FILE_UNREADABLE, NAME, "3");
    }

    @Test
    default void entriesBeforeTheDamageHaveBeenHandedOver(@TempDir Path folder) throws IOException {
        var whole = log(messages(100));
        var file = write(folder, whole.substring(0, whole.lastIndexOf("</")));
        var entries = new ArrayList<String>();
        assertFails(
                () -> parser().parse(file, NAME, Id.of("d1"), entry -> entries.add(entry.message())),
                ErrorCode.FILE_UNREADABLE,
                NAME);
        assertThat(messages(100)).startsWith(entries.toArray(String[]::new));
    }

    @Test
    default void entitiesAreNotExpanded(@TempDir Path folder) throws IOException {
        var entities = "<!DOCTYPE log [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
        var file = write(folder, entities + log(List.of("&b;")));
        assertFails(() -> parse(file), ErrorCode.FILE_BOMB, NAME);
    }

    @Test
    default void anEmptyFileIsRefused(@TempDir Path folder) throws IOException {
        var file = write(folder, "");
        assertFails(() -> parse(file), ErrorCode.FILE_EMPTY, NAME);
    }

    @Test
    default void manyThreadsReadAtOnce(@TempDir Path folder) throws Exception {
        var file = write(folder, log(messages(500)));
        Callable<List<String>> reading =
                () -> parse(file).stream().map(LogEntry::message).toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var read : threads.invokeAll(Collections.nCopies(8, reading))) {
                assertThat(read.get()).isEqualTo(messages(500));
            }
        }
    }
}
