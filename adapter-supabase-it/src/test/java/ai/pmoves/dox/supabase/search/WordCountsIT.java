package ai.pmoves.dox.supabase.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** In how many chunks a word occurs is summed up rightly, whatever is done to the chunks, and by how many at once. */
class WordCountsIT {
    private static final int DOCUMENTS = 12;
    private static final int WORDS = 60;
    private static final int CHUNKS_OF_DOCUMENT = 15;

    private static final String SUM_UP =
            "select dox.sum_up_word_counts((select max(entry) from dox.word_counts), 1000000000)";

    /** Words whose sum is not the number of chunks that have them, of whatever generation is served. */
    private static final String WRONG = """
            with counted as (
                select c.generation, w.word, count(*) as chunks, 0 as words
                from public.search_chunks c cross join unnest(tsvector_to_array(c.words)) w (word) group by 1, 2
                union all
                select generation, '', count(*), sum(word_count) from public.search_chunks group by 1
            ), summed as (
                select generation, word, sum(chunks) as chunks, sum(words) as words from dox.word_counts group by 1, 2
                having sum(chunks) <> 0 or sum(words) <> 0
            )
            select concat_ws(' ', generation, quote_literal(word), 'is', c.chunks, c.words, 'not', s.chunks, s.words)
            from counted c full join summed s using (generation, word)
            where c.chunks is distinct from s.chunks or c.words is distinct from s.words""";

    private TestDatabase database;
    private SupabaseStore store;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.migrated();
        store = SupabaseStore.open(
                SupabaseConfig.of(database.loginAs("dox_server")).withBatchSize(7));
        for (int i = 0; i < DOCUMENTS; i++) {
            store.documents().add(document(i));
        }
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private static Document document(int number) {
        return new Document(Id.of("d" + number), null, "path", DocumentType.XML, null, null, null, null, 1);
    }

    private static Chunk chunk(Random random, int document) {
        var id = "d%d-%d".formatted(document, random.nextInt(CHUNKS_OF_DOCUMENT));
        return new Chunk(Id.of(id), SourceType.LOG, null, Id.of("d" + document), 0, text(random), Json.of(Map.of()));
    }

    private static String text(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(12))
                .mapToObj(i -> "word" + random.nextInt(1 + random.nextInt(WORDS)))
                .collect(Collectors.joining(" "));
    }

    /** Adds, changes and removes chunks, and documents with theirs; or makes a new generation of them all. */
    private void change(Random random) {
        int document = random.nextInt(DOCUMENTS);
        switch (random.nextInt(12)) {
            case 0 -> ignoring(ErrorCode.STORE_BUSY, () -> store.documents().remove(Id.of("d" + document)));
            case 1 ->
                ignoring(ErrorCode.REBUILD_RUNNING, () -> store.chunks().rebuild(sink -> {
                    for (int i = 0; i < 40; i++) {
                        sink.accept(chunk(random, random.nextInt(DOCUMENTS)));
                    }
                }));
            case 2 -> ignoring(ErrorCode.REBUILD_RUNNING, () -> failToRebuild(random));
            case 3, 4 ->
                store.chunks()
                        .remove(List.of(
                                chunk(random, document).id(),
                                chunk(random, document).id()));
            case 5 -> ignoring(ErrorCode.ROW_EXISTS, () -> store.documents().add(document(document)));
            default -> ignoring(ErrorCode.PARENT_MISSING, () -> store.chunks().put(chunks(random, document)));
        }
    }

    private static List<Chunk> chunks(Random random, int document) {
        return IntStream.rangeClosed(0, random.nextInt(20))
                .mapToObj(i -> chunk(random, document))
                .toList();
    }

    private static List<Id<Chunk>> ids(Random random, int document) {
        return chunks(random, document).stream().map(Chunk::id).toList();
    }

    private void failToRebuild(Random random) {
        try {
            store.chunks().rebuild(sink -> {
                chunks(random, 1).forEach(sink);
                throw new UnsupportedOperationException("on purpose");
            });
        } catch (UnsupportedOperationException e) {
            assertThat(e).hasMessage("on purpose");
        }
    }

    private static void ignoring(ErrorCode expected, Runnable work) {
        try {
            work.run();
        } catch (DoxException e) {
            assertThat(e.code()).isIn(expected, ErrorCode.STORE_BUSY); // two waited for each other
        }
    }

    private void assertCountsAreRight() throws SQLException {
        assertThat(database.list(WRONG)).isEmpty();
        assertThat(Integer.parseInt(database.ask("select count(distinct word) from dox.word_counts")))
                .isGreaterThan(WORDS / 2);
    }

    @RepeatedTest(3)
    void theyAreRightAfterEachOfManyChanges(RepetitionInfo repetition) throws SQLException {
        var random = new Random(repetition.getCurrentRepetition());
        store.chunks().put(chunks(random, 0));
        for (int i = 0; i < 60; i++) {
            change(random);
            assertThat(database.list(WRONG)).as("after change %d", i).isEmpty();
        }
        database.ask(SUM_UP);
        assertCountsAreRight();
    }

    @RepeatedTest(2)
    void theyAreRightAfterManyWritersAndSummingUpAtOnce(RepetitionInfo repetition) throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(5)) {
            var summingUp = threads.submit((Callable<Integer>) () -> {
                int times = 0;
                while (!done.get()) {
                    database.ask(SUM_UP);
                    times++;
                }
                return times;
            });
            var writers = new ArrayList<Future<?>>();
            for (int writer = 0; writer < 4; writer++) {
                var random = new Random(100 * repetition.getCurrentRepetition() + writer);
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        change(random);
                    }
                }));
            }
            try {
                for (var writer : writers) {
                    writer.get();
                }
            } finally {
                done.set(true);
            }
            assertThat(summingUp.get()).isPositive();
        }
        assertCountsAreRight();
    }

    @Test
    void summingUpLeavesOneEntryOfACommonWord() throws SQLException {
        for (int i = 0; i < 10; i++) {
            store.chunks()
                    .put(List.of(new Chunk(
                            Id.of("c" + i),
                            SourceType.LOG,
                            null,
                            Id.of("d1"),
                            0,
                            "common rare" + i / 5,
                            Json.of(Map.of()))));
        }
        var entries = "select count(*) from dox.word_counts where word = ?";
        assertThat(database.ask(entries, "common")).isEqualTo("10");
        database.ask(SUM_UP);
        assertThat(database.ask(entries, "common")).isEqualTo("1");
        assertThat(database.ask(entries, "rare0")).isEqualTo("5");
        assertThat(database.list(WRONG)).isEmpty();
    }
}
