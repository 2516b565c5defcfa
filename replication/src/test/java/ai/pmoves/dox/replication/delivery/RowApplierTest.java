package ai.pmoves.dox.replication.delivery;

import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.replication.delivery.RowApplier.Rejected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes get into a store whatever stands in the way. */
class RowApplierTest {
    private final List<List<RowChange>> written = new ArrayList<>();
    private final Set<RowKey> there = new HashSet<>();

    private static RowChange tag(String id, String documentId) {
        var row = Row.of(StoreTable.TAGS, id, 1L, documentId, "tag", null, null, null, 1L);
        return change(row);
    }

    private static RowChange prompt(String id) {
        return change(Row.of(StoreTable.TAG_PROMPTS, id, 1L, "d", "text of " + id, null, null, null));
    }

    private static RowChange document(String id) {
        return change(Row.of(StoreTable.DOCUMENTS, id, 1L, null, "path", "xml", null, null, null, null, 1L));
    }

    private static RowChange chunk(String id) {
        return change(Row.of(
                StoreTable.SEARCH_CHUNKS,
                id,
                "log",
                null,
                null,
                0,
                "text",
                "hash",
                Json.emptyObject(),
                "model@r1/384",
                new float[384]));
    }

    private static RowChange change(Row row) {
        return new RowChange(new RowKey(row.table(), row.id()), new Version(1, "device"), Version.NONE, row);
    }

    /** A store that takes what this lets through, all of a call or nothing. */
    private RowApplier<RowChange> applier(Consumer<RowChange> gate) {
        return applier(gate, List.of());
    }

    private RowApplier<RowChange> applier(Consumer<RowChange> gate, List<RowChange> parents) {
        Consumer<List<RowChange>> write = changes -> {
            changes.forEach(gate);
            written.add(changes);
            changes.forEach(change -> there.add(change.key()));
        };
        return new RowApplier<>(write, children -> parents, write);
    }

    private void requireParents(RowChange change) {
        if (!there.containsAll(change.parents())) {
            throw new DoxException(ErrorCode.PARENT_MISSING, "a parent is missing");
        }
    }

    @Test
    void whatIsTakenGoesInOneCall() {
        var changes = List.of(prompt("a"), prompt("b"), prompt("c"));
        assertThat(applier(change -> {}).apply(changes)).isEmpty();
        assertThat(written).containsExactly(changes);
        assertThat(applier(change -> {}).apply(List.of())).isEmpty();
        assertThat(written).hasSize(1);
    }

    @Test
    void theRowsThatAreToBlameAreFoundInFewCalls() {
        var calls = new int[1];
        var changes = IntStream.range(0, 1_000).mapToObj(i -> prompt("p" + i)).toList();
        Consumer<List<RowChange>> write = some -> {
            calls[0]++;
            if (some.stream().anyMatch(change -> change.key().key().equals("p700"))) {
                throw new IllegalStateException("  bad\n row ");
            }
            written.add(some);
        };
        var rejected = new RowApplier<>(write, children -> List.of(), write).apply(changes);
        assertThat(rejected).containsExactly(new Rejected<>(changes.get(700), "bad row"));
        assertThat(written.stream().flatMap(List::stream)).hasSize(999).doesNotContain(changes.get(700));
        assertThat(written.stream().flatMap(List::stream).toList()).isSubsetOf(changes);
        assertThat(calls[0]).isLessThan(25);
    }

    @Test
    void anArgumentThatIsRefusedIsARefusalToo() {
        var rejected = applier(change -> {
                    throw new IllegalArgumentException("no such row");
                })
                .apply(List.of(prompt("a")));
        assertThat(rejected).singleElement().satisfies(one -> assertThat(one.reason())
                .isEqualTo("no such row"));
    }

    @Test
    void parentsAreBroughtFirst() {
        var parent = document("d");
        var child = tag("t", "d");
        assertThat(applier(this::requireParents, List.of(parent)).apply(List.of(child)))
                .isEmpty();
        assertThat(written).containsExactly(List.of(parent), List.of(child));
    }

    @Test
    void childrenOfARefusedParentAreRefusedAndTheOthersAreNot() {
        there.add(new RowKey(StoreTable.DOCUMENTS, "here"));
        var parent = document("bad");
        var rejected = applier(
                        change -> {
                            if (change.equals(parent)) {
                                throw new IllegalStateException("poisoned");
                            }
                            requireParents(change);
                        },
                        List.of(parent))
                .apply(List.of(tag("a", "bad"), tag("b", "here"), tag("c", "bad")));
        assertThat(rejected)
                .extracting(one -> one.carrier().key().key(), Rejected::reason)
                .containsExactly(
                        tuple("a", "Its parent, documents 'bad', is refused: poisoned"),
                        tuple("c", "Its parent, documents 'bad', is refused: poisoned"));
        assertThat(written).containsExactly(List.of(tag("b", "here")));
    }

    @Test
    void aRowWhoseParentNobodyHasIsRefused() {
        there.add(new RowKey(StoreTable.DOCUMENTS, "here"));
        var rejected = applier(this::requireParents).apply(List.of(tag("a", "nowhere"), tag("b", "here")));
        assertThat(rejected).containsExactly(new Rejected<>(tag("a", "nowhere"), "a parent is missing"));
        assertThat(written).containsExactly(List.of(tag("b", "here")));
    }

    @Test
    void vectorsThatAreNotTakenAreLeftOut() {
        Consumer<RowChange> gate = change -> {
            if (change.row() != null
                    && change.key().table() == StoreTable.SEARCH_CHUNKS
                    && change.row().value("embedding") != null) {
                throw new DoxException(ErrorCode.MODEL_MISMATCH, "another model");
            }
        };
        var removal = new RowChange(
                new RowKey(StoreTable.SEARCH_CHUNKS, "gone"), new Version(1, "device"), Version.NONE, null);
        assertThat(applier(gate).apply(List.of(prompt("p"), chunk("c"), removal)))
                .isEmpty();
        assertThat(written).singleElement().satisfies(changes -> {
            assertThat(changes.get(0)).isEqualTo(prompt("p"));
            assertThat(changes.get(1).row())
                    .isEqualTo(chunk("c").row().with("embedding", null).with("embedding_model", null));
            assertThat(changes.get(1).version()).isEqualTo(chunk("c").version());
            assertThat(changes.get(2)).isEqualTo(removal);
        });
    }

    @Test
    void missingParentsAndForeignVectorsAreMendedBoth() {
        var parent = document("d");
        var changes = List.of(tag("t", "d"), chunk("c"));
        Consumer<RowChange> gate = change -> {
            requireParents(change);
            if (change.key().table() == StoreTable.SEARCH_CHUNKS && change.row().value("embedding") != null) {
                throw new DoxException(ErrorCode.MODEL_MISMATCH, "another model");
            }
        };
        assertThat(applier(gate, List.of(parent)).apply(changes)).isEmpty();
        assertThat(there).hasSize(3);
    }

    @Test
    void whatCannotBeMendedIsRefused() {
        var rejected = applier(change -> {
                    throw new DoxException(ErrorCode.MODEL_MISMATCH, "whatever is done");
                })
                .apply(List.of(chunk("c")));
        assertThat(rejected).containsExactly(new Rejected<>(chunk("c"), "whatever is done"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_UNAVAILABLE", "STORE_BUSY", "STORE_OUTCOME_UNKNOWN", "STORE_CORRUPT"})
    void aStoreThatIsAwayOrBrokenRefusesNothing(ErrorCode code) {
        var applier = applier(change -> {
            throw new DoxException(code, "the store, not the row");
        });
        assertFails(() -> applier.apply(List.of(prompt("a"), prompt("b"))), code, "the store, not the row");
    }

    @Test
    void whatIsNoRefusalComesOut() {
        var applier = applier(change -> {
            throw new UnsupportedOperationException("a bug");
        });
        assertThatThrownBy(() -> applier.apply(List.of(prompt("a")))).isInstanceOf(UnsupportedOperationException.class);
    }
}
