package ai.pmoves.dox.testing.stores.sync;

import static ai.pmoves.dox.domain.rows.StoreTable.ARTIFACTS;
import static ai.pmoves.dox.domain.rows.StoreTable.DOCUMENTS;
import static ai.pmoves.dox.domain.rows.StoreTable.FACTS;
import static ai.pmoves.dox.domain.rows.StoreTable.TAGS;

import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds, changes and removes a few rows, so that everybody meets everybody: artifacts, their documents and facts, and
 * the documents' tags. Belongs to one thread.
 */
final class RandomWrites {
    private static final int ROWS_OF_A_TABLE = 3;

    private final Random random;
    private final Map<StoreTable, List<String>> keys = new EnumMap<>(StoreTable.class);
    private int number;

    RandomWrites(Random random) {
        this.random = random;
        for (var table : List.of(ARTIFACTS, DOCUMENTS, FACTS, TAGS)) {
            var ofTable = new ArrayList<String>();
            for (int i = 0; i < ROWS_OF_A_TABLE; i++) {
                ofTable.add("%s-%d".formatted(table.text(), i));
            }
            keys.put(table, ofTable);
        }
    }

    /** All rows that are ever written. */
    Set<RowKey> keys() {
        var all = new TreeSet<RowKey>();
        keys.forEach((table, ofTable) -> ofTable.forEach(key -> all.add(new RowKey(table, key))));
        return all;
    }

    /** Makes a change, or none if a row that is needed is not there. */
    void write(Store store) {
        var table = List.copyOf(keys.keySet()).get(random.nextInt(keys.size()));
        var key = keys.get(table).get(random.nextInt(ROWS_OF_A_TABLE));
        if (!Rows.exists(store, table, key)) {
            add(store, table, key);
        } else if (random.nextInt(3) > 0) {
            change(store, table, key);
        } else {
            remove(store, table, key);
        }
    }

    private String text() {
        return "text-" + number++;
    }

    private void add(Store store, StoreTable table, String key) {
        switch (table) {
            case ARTIFACTS -> store.artifacts().add(Rows.artifact(key, text()));
            case DOCUMENTS ->
                store.documents()
                        .add(Rows.document(
                                key,
                                random.nextBoolean()
                                        ? null
                                        : any(store, ARTIFACTS).orElse(null),
                                text()));
            case TAGS -> any(store, DOCUMENTS).ifPresent(document -> Rows.addTag(store, key, document));
            case FACTS ->
                any(store, ARTIFACTS).ifPresent(artifact -> store.facts()
                        .addAll(List.of(
                                new Fact(Id.of(key), Id.of(artifact), null, text(), Json.emptyObject(), null))));
            default -> throw new IllegalArgumentException(table.text());
        }
    }

    private Optional<String> any(Store store, StoreTable table) {
        var there = keys.get(table).stream()
                .filter(key -> Rows.exists(store, table, key))
                .toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(there.get(random.nextInt(there.size())));
    }

    /** Tags and facts are not changed. */
    private void change(Store store, StoreTable table, String key) {
        if (table == ARTIFACTS) {
            Rows.rename(store, key, text());
        } else if (table == DOCUMENTS) {
            Rows.retitle(store, key, text());
        }
    }

    /** Facts go with their artifacts. */
    private void remove(Store store, StoreTable table, String key) {
        switch (table) {
            case ARTIFACTS -> store.artifacts().remove(Id.of(key));
            case DOCUMENTS -> store.documents().remove(Id.of(key));
            case TAGS -> store.tags().remove(Id.of(key));
            default -> {}
        }
    }
}
