package ai.pmoves.dox.replication.changes;

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
import ai.pmoves.dox.replication.changes.RowApplier.Refused;
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
    private RowApplier delivery(Consumer<RowChange> gate) {
        return delivery(gate, List.of());
    }

    private RowApplier delivery(Consumer<RowChange> gate, List<RowChange> parents) {
        Consumer<List<RowChange>> write = changes -> {
            changes.forEach(gate);
            written.add(changes);
            changes.forEach(change -> there.add(change.key()));
        };
        return new RowApplier(write, children -> parents, write);
    }

    private void requireParents(RowChange change) {
        if (!there.containsAll(change.parents())) {
            throw new DoxException(ErrorCode.PARENT_MISSING, "a parent is missing");
        }
    }

    @Test
    void whatIsTakenGoesInOneCall() {
        var changes = List.of(prompt("a"), prompt("b"), prompt("c"));
        assertThat(delivery(change -> {}).deliver(changes)).isEmpty();
        assertThat(written).containsExactly(changes);
        assertThat(delivery(change -> {}).deliver(List.of())).isEmpty();
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
        var refused = new RowApplier(write, children -> List.of(), write).deliver(changes);
        assertThat(refused).containsExactly(new Refused(changes.get(700), "bad row"));
        assertThat(written.stream().flatMap(List::stream)).hasSize(999).doesNotContain(changes.get(700));
        assertThat(written.stream().flatMap(List::stream).toList()).isSubsetOf(changes);
        assertThat(calls[0]).isLessThan(25);
    }

    @Test
    void anArgumentThatIsRefusedIsARefusalToo() {
        var refused = delivery(change -> {
                    throw new IllegalArgumentException("no such row");
                })
                .deliver(List.of(prompt("a")));
        assertThat(refused).singleElement().satisfies(one -> assertThat(one.reason())
                .isEqualTo("no such row"));
    }

    @Test
    void parentsAreBroughtFirst() {
        var parent = document("d");
        var child = tag("t", "d");
        assertThat(delivery(this::requireParents, List.of(parent)).deliver(List.of(child)))
                .isEmpty();
        assertThat(written).containsExactly(List.of(parent), List.of(child));
    }

    @Test
    void childrenOfARefusedParentAreRefusedAndTheOthersAreNot() {
        there.add(new RowKey(StoreTable.DOCUMENTS, "here"));
        var parent = document("bad");
        var refused = delivery(
                        change -> {
                            if (change.equals(parent)) {
                                throw new IllegalStateException("poisoned");
                            }
                            requireParents(change);
                        },
                        List.of(parent))
                .deliver(List.of(tag("a", "bad"), tag("b", "here"), tag("c", "bad")));
        assertThat(refused)
                .extracting(one -> one.change().key().key(), Refused::reason)
                .containsExactly(
                        tuple("a", "Its parent, documents 'bad', is refused: poisoned"),
                        tuple("c", "Its parent, documents 'bad', is refused: poisoned"));
        assertThat(written).containsExactly(List.of(tag("b", "here")));
    }

    @Test
    void aRowWhoseParentNobodyHasIsRefused() {
        there.add(new RowKey(StoreTable.DOCUMENTS, "here"));
        var refused = delivery(this::requireParents).deliver(List.of(tag("a", "nowhere"), tag("b", "here")));
        assertThat(refused).containsExactly(new Refused(tag("a", "nowhere"), "a parent is missing"));
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
        assertThat(delivery(gate).deliver(List.of(prompt("p"), chunk("c"), removal)))
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
        assertThat(delivery(gate, List.of(parent)).deliver(changes)).isEmpty();
        assertThat(there).hasSize(3);
    }

    @Test
    void whatCannotBeMendedIsRefused() {
        var refused = delivery(change -> {
                    throw new DoxException(ErrorCode.MODEL_MISMATCH, "whatever is done");
                })
                .deliver(List.of(chunk("c")));
        assertThat(refused).singleElement().satisfies(one -> assertThat(one.reason())
                .isEqualTo("whatever is done"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_UNAVAILABLE", "STORE_BUSY", "STORE_OUTCOME_UNKNOWN", "STORE_CORRUPT"})
    void aStoreThatIsAwayOrBrokenRefusesNothing(ErrorCode code) {
        var delivery = delivery(change -> {
            throw new DoxException(code, "the store, not the row");
        });
        assertFails(() -> delivery.deliver(List.of(prompt("a"), prompt("b"))), code, "the store, not the row");
    }

    @Test
    void whatIsNoRefusalComesOut() {
        var delivery = delivery(change -> {
            throw new UnsupportedOperationException("a bug");
        });
        assertThatThrownBy(() -> delivery.deliver(List.of(prompt("a"))))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
