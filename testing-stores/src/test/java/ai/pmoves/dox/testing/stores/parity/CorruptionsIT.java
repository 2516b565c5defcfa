package ai.pmoves.dox.testing.stores.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.replication.parity.ParityRepair;
import ai.pmoves.dox.testing.campaign.Seeds;
import ai.pmoves.dox.testing.stores.BothStores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to one of two equal stores behind its back is found, named and mended. Every run of a tier does the
 * same, unless {@link Seeds} are named.
 */
class CorruptionsIT {
    private static final Seeds SINGLE = Seeds.of("1-60", "1-300");

    @AutoClose
    private final BothStores stores;

    private final Filled filled;

    CorruptionsIT(@TempDir Path folder) throws SQLException {
        stores = new BothStores(folder, 1_000);
        filled = Filled.into(stores.stores());
    }

    private RawRows raw(boolean isSqlite) {
        return new RawRows(isSqlite ? stores.sqliteConnection() : stores.postgresConnection(), isSqlite);
    }

    private Store store(boolean isSqlite) {
        return stores.stores().get(isSqlite ? 0 : 1);
    }

    private static Set<String> compare(Store primary, Store secondary, ParityRepair repair, Set<StoreTable> tables) {
        var found = new TreeSet<String>();
        new Parity(primary.rows(), secondary.rows())
                .compare(
                        ParityOptions.defaults().withTables(tables).withSettlingTime(Duration.ZERO),
                        difference -> {
                            found.add(Planted.form(difference));
                            repair.accept(difference);
                        },
                        table -> {});
        return found;
    }

    /** Compares, repairs, and compares again. */
    private void assertFoundAndMended(Set<String> expected, boolean inSqlite, String what, Set<StoreTable> again) {
        var hurt = store(inSqlite);
        var sound = store(!inSqlite);
        var repair = new ParityRepair(hurt.rows());
        assertThat(compare(sound, hurt, repair, EnumSet.allOf(StoreTable.class)))
                .as(what)
                .isEqualTo(expected);
        assertThat(repair.finish()).as(what).isEqualTo(expected.size());
        assertThat(compare(sound, hurt, new ParityRepair(hurt.rows()), again))
                .as("after the repair of " + what)
                .isEmpty();
    }

    private void assertSameState() {
        assertThat(new HashSet<>(stores.postgres().state().get().rows()))
                .isEqualTo(new HashSet<>(stores.sqlite().state().get().rows()));
    }

    @Test
    void eachCorruptionByItselfIsFoundNamedAndMended() throws SQLException {
        for (long seed : SINGLE.stream().toArray()) {
            var random = new Random(seed * 0x9E3779B97F4A7C15L);
            boolean inSqlite = random.nextBoolean();
            var table = StoreTable.values()[random.nextInt(StoreTable.values().length)];
            var row = filled.of(table).get(random.nextInt(filled.of(table).size()));
            var plans = Planted.plans(filled, row, inSqlite, random);
            var planted = plans.get(random.nextInt(plans.size())).apply(raw(inSqlite));
            var what = "seed %d, in %s, %s".formatted(seed, inSqlite ? "SQLite" : "Postgres", planted.what());
            assertFoundAndMended(planted.expected(), inSqlite, what, Set.of(table));
        }
        System.out.printf("event=parity.corrupted seeds=%s%n", SINGLE);
        assertSameState();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyColumnOfEveryTableIsGuardedAgainstEverythingThatCanHappenToIt(boolean inSqlite) throws SQLException {
        var random = new Random(1);
        var raw = raw(inSqlite);
        int count = 0;
        for (int column = 1; column < 14; column++) {
            var expected = new TreeSet<String>();
            for (var table : StoreTable.values()) {
                if (column < table.columns().size()) {
                    var free = new ArrayList<>(filled.of(table));
                    Collections.shuffle(free, random);
                    for (var plan : plansOf(table.columns().get(column), free, inSqlite, random)) {
                        expected.addAll(plan.apply(raw).expected());
                        count++;
                    }
                }
            }
            var what = "column %d of all tables".formatted(column);
            assertFoundAndMended(expected, inSqlite, what, EnumSet.allOf(StoreTable.class));
        }
        assertThat(count).isGreaterThan(500);
        System.out.printf("event=parity.corrupted store=%s count=%d%n", inSqlite ? "SQLite" : "Postgres", count);
        assertSameState();
    }

    /** Each on rows of its own. */
    private static List<Planted.Plan> plansOf(Column column, List<Row> free, boolean inSqlite, Random random) {
        var plans = new ArrayList<Planted.Plan>();
        var table = free.getFirst().table();
        if (table.parents().containsKey(column.name())) {
            plans.add(Planted.adopted(free.removeFirst(), column));
        } else {
            for (var mutation : Mutation.of(column)) {
                free.stream()
                        .filter(row -> mutation.fits(row, column))
                        .findFirst()
                        .ifPresent(row -> {
                            free.remove(row);
                            plans.add(Planted.mutated(row, column, mutation, random));
                        });
            }
            var one = free.removeFirst();
            free.stream()
                    .filter(row -> !Objects.deepEquals(row.value(column.name()), one.value(column.name())))
                    .findFirst()
                    .ifPresent(other -> {
                        free.remove(other);
                        plans.add(Planted.swapped(one, other, column));
                    });
        }
        if (inSqlite) {
            Planted.damages(column).forEach(literal -> plans.add(Planted.damaged(free.removeFirst(), column, literal)));
        }
        return plans;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheyLackAndHaveTooManyIsFoundAllAtOnce(boolean inSqlite) throws SQLException {
        var expected = new TreeSet<String>();
        for (var table : StoreTable.values()) {
            var leaves = new ArrayList<>(
                    filled.of(table).stream().filter(filled::isLeaf).toList());
            expected.addAll(
                    Planted.missing(leaves.removeFirst()).apply(raw(inSqlite)).expected());
            if (table != StoreTable.DOCUMENT_STRUCTURE) { // whose keys are those of documents
                expected.addAll(
                        Planted.extra(leaves.removeFirst()).apply(raw(inSqlite)).expected());
                expected.addAll(Planted.renamed(leaves.removeFirst())
                        .apply(raw(inSqlite))
                        .expected());
            }
        }
        assertFoundAndMended(expected, inSqlite, "rows too few and too many", EnumSet.allOf(StoreTable.class));
        assertSameState();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePrimaryIsFollowedWhateverWasDoneToIt(boolean inSqlite) throws SQLException {
        var random = new Random(2);
        for (var table : StoreTable.values()) {
            for (var row : filled.of(table).subList(0, 20)) {
                var plans = Planted.plans(filled, row, false, random);
                plans.get(random.nextInt(plans.size())).apply(raw(inSqlite));
            }
        }
        var primary = store(inSqlite);
        var secondary = store(!inSqlite);
        var repair = new ParityRepair(secondary.rows());
        assertThat(compare(primary, secondary, repair, EnumSet.allOf(StoreTable.class)))
                .hasSizeGreaterThanOrEqualTo(20 * StoreTable.values().length);
        repair.finish();
        var left = compare(primary, secondary, repair, EnumSet.allOf(StoreTable.class));
        assertThat(left)
                .as("what the other store cannot take: %s", repair.refusals())
                .hasSameSizeAs(repair.refusals())
                .allMatch(row -> row.startsWith("DIFFERENT search_chunks ") && row.contains("[embedding"));
    }

    @Test
    void aNumberIsTheSameWhateverSignItsZeroHas() throws SQLException {
        var tag = filled.of(StoreTable.TAGS).getFirst();
        var score = StoreTable.TAGS.columns().get(StoreTable.TAGS.indexOf("score"));
        raw(true).set(StoreTable.TAGS, tag.id(), score, 0.0);
        raw(false).set(StoreTable.TAGS, tag.id(), score, -0.0);
        var none = new ParityRepair(store(true).rows());
        assertThat(compare(store(false), store(true), none, EnumSet.of(StoreTable.TAGS)))
                .isEmpty();
    }

    @Test
    void aVectorThatOneStoreHasYetToMakeIsNoDifference() throws SQLException {
        var chunk = filled.of(StoreTable.SEARCH_CHUNKS).getFirst();
        for (var column : List.of("embedding_model", "embedding")) {
            raw(true)
                    .set(
                            StoreTable.SEARCH_CHUNKS,
                            chunk.id(),
                            StoreTable.SEARCH_CHUNKS.columns().get(StoreTable.SEARCH_CHUNKS.indexOf(column)),
                            null);
        }
        var differences = new ArrayList<Difference>();
        var parity = new Parity(store(false).rows(), store(true).rows())
                .compare(ParityOptions.defaults().withSettlingTime(Duration.ZERO), differences::add, table -> {});
        assertThat(differences).isEmpty();
        assertThat(parity.getLast().awaitingVectors()).isEqualTo(1);
    }
}
