package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two servers of one pair with many writers, which the stores' changing places should not disturb. Belongs to one
 * thread.
 */
public final class BusyPair implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 5;
    private static final int MOST_SHOWN = 50;
    private static final int WRITERS_OF_A_SERVER = 6;

    private final Path file;
    private final String database;
    private final Random random;
    private final OpenPair direct;
    private final List<MirroredStore> servers = new ArrayList<>();
    private final List<Writers> writers = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private Duration longestHeld = Duration.ZERO;
    private long epoch;
    private int switchesOfKilled;

    private BusyPair(Path file, String database, Random random) {
        this.file = file;
        this.database = database;
        this.random = random;
        this.direct = OpenPair.of(file, database);
    }

    /**
     * Makes a pair, of which the embedded store is the primary, and has writers begin.
     *
     * @param database the shared store, migrated and empty
     * @param otherWay another URL of it, for one of the servers
     */
    public static BusyPair start(Path file, String database, String otherWay, long seed) {
        var busy = new BusyPair(file, database, new Random(seed));
        for (var url : List.of(database, otherWay)) {
            busy.servers.add(server(file, url));
        }
        busy.epoch = busy.direct.sqlite().sync().role().epoch();
        for (int i = 0; i < busy.servers.size(); i++) {
            busy.writers.add(Writers.start("s" + i, busy.servers.get(i), WRITERS_OF_A_SERVER, seed + i));
        }
        var anyWriters = busy.writers.getLast(); // who looks sees the rows of all
        anyWriters.watch(busy.direct.sqlite());
        anyWriters.watch(busy.direct.supabase());
        return busy;
    }

    private static MirroredStore server(Path file, String url) {
        var sqlite = SqliteStore.open(SqliteConfig.of(file));
        var server = MirroredStore.open(
                new Edge(sqlite, sqlite.sync()),
                () -> {
                    var supabase = SupabaseStore.open(SupabaseConfig.of(url));
                    return new Hub(supabase, supabase.sync());
                },
                PairOptions.plain(false),
                new Journal(Clock.systemUTC(), "a server"));
        server.keep(Duration.ofDays(30), Clock.systemUTC());
        return server;
    }

    private Side primary() {
        return direct.pair().primary().orElseThrow();
    }

    /**
     * Has the stores change places, again and again.
     *
     * @param directly so many times in this process
     * @param otherWay another URL of the shared store
     * @param thatWay so many times in this process, by that URL
     * @param killed so many processes begin to do it, and are killed, at any time or after one of the steps
     */
    public void changePlaces(int directly, String otherWay, int thatWay, int killed)
            throws IOException, InterruptedException {
        for (int i = 0; i < directly; i++) {
            change(direct);
        }
        for (int i = 0; i < thatWay; i++) {
            try (var stores = OpenPair.of(file, otherWay)) {
                change(stores);
            }
        }
        var usual = changeElsewhere();
        for (int i = 0; i < killed; i++) {
            if (i % 2 == 0) {
                beginAndKill(usual);
            } else {
                endAfterAStep();
            }
            awaitOneEpoch();
        }
    }

    private void change(OpenPair stores) {
        var next = primary().other();
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var outcome = new Cutover(stores.pair(), new Journal(Clock.systemUTC(), "a test"), CutoverOptions.DEFAULT)
                    .to(next, CutoverProgress.NONE);
            if (outcome instanceof Switched switched) {
                epoch++;
                longestHeld = switched.held().compareTo(longestHeld) > 0 ? switched.held() : longestHeld;
                return;
            }
            refusals.add(((CutoverOutcome.Refused) outcome).reasons().toString());
        }
        throw new IllegalStateException("refused again and again: " + refusals);
    }

    /** @param usual how long such a process usually takes */
    private void beginAndKill(Duration usual) throws IOException, InterruptedException {
        try (var process = SwitchProcess.start(file, database, primary().other(), null)) {
            process.endsWithin(Duration.ofMillis(random.nextLong(usual.toMillis() / 4, usual.toMillis())));
            process.kill();
        }
    }

    private void endAfterAStep() throws IOException, InterruptedException {
        var steps = CutoverStep.values();
        var last = steps[random.nextInt(steps.length)];
        runElsewhere(last, Set.of(0, SwitchProcess.KILLED)); // 0 if it was refused before
    }

    private void runElsewhere(@Nullable CutoverStep last, Set<Integer> expected)
            throws IOException, InterruptedException {
        try (var process = SwitchProcess.start(file, database, primary().other(), last)) {
            int code = process.exitCode();
            if (!expected.contains(code)) {
                throw new IllegalStateException("a process that switches ended with exit code %d".formatted(code));
            }
        }
    }

    /** What a process has left half done, the servers finish. */
    private void awaitOneEpoch() {
        Eventually.await("the switch that was broken off is finished")
                .until(() -> direct.sqlite().sync().role().epoch()
                        == direct.supabase().sync().role().epoch());
        long now = direct.sqlite().sync().role().epoch();
        switchesOfKilled += now == epoch ? 0 : 1;
        epoch = now;
    }

    /** How long a switch takes in a process of its own, which this makes. */
    private Duration changeElsewhere() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        runElsewhere(null, Set.of(0));
        epoch = direct.sqlite().sync().role().epoch();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Has the writers end; returns all that is wrong, be it with what they saw or with what the stores have then. */
    public List<String> end() {
        writers.forEach(Writers::close);
        var wrong = new ArrayList<String>();
        writers.forEach(some -> wrong.addAll(some.failures()));
        awaitReplication();
        var owed = writers.stream().flatMap(some -> some.owed().stream()).toList();
        for (var side : Side.values()) {
            var differences = ExpectedState.differences(owed, direct.pair().store(side), Set.of());
            differences.forEach(difference -> wrong.add("%s: %s".formatted(side, difference)));
        }
        new Parity(direct.sqlite().rows(), direct.supabase().rows())
                .compare(
                        ParityOptions.defaults(),
                        difference -> wrong.add(
                                "%s %s '%s'".formatted(difference.kind(), difference.table(), difference.key())),
                        table -> {});
        direct.supabase().sync().conflicts(MOST_SHOWN).forEach(conflict -> wrong.add("kept " + conflict));
        requireZero(wrong, "changes set aside", direct.sqlite().sync().deadLetterCount());
        var role = direct.pair().sync(primary()).role();
        if (role.epoch() != epoch) {
            wrong.add("the epoch is %d instead of %d".formatted(role.epoch(), epoch));
        }
        return wrong;
    }

    private static void requireZero(List<String> wrong, String what, long count) {
        if (count != 0) {
            wrong.add("there are %d %s".formatted(count, what));
        }
    }

    private void awaitReplication() {
        Eventually.await("no rows wait to be brought over").until(this::waiting, rows -> rows == 0);
    }

    private long waiting() {
        var edge = direct.sqlite().sync();
        var hub = direct.supabase().sync();
        var id = edge.role().storeId();
        long untaken = edge.role().isPrimary()
                ? 0
                : edge.place(hub.role().storeId())
                        .map(place -> hub.feedBacklog(place.cursor(), id).rows())
                        .orElse(1L);
        return edge.unsentBacklog().rows() + untaken;
    }

    /** How many times the stores have changed places. */
    public long switches() {
        return epoch - 1;
    }

    /** What happened, in a line. */
    public String summary() {
        return "%d writes, the longest of %d ms; %d switches, writes held for at most %d ms; %d of killed processes; refused: %s"
                .formatted(
                        writers.stream().mapToLong(Writers::acknowledged).sum(),
                        writers.stream()
                                .mapToLong(some -> some.longestCall().toMillis())
                                .max()
                                .orElse(0),
                        switches(),
                        longestHeld.toMillis(),
                        switchesOfKilled,
                        refusals.isEmpty() ? "none" : refusals);
    }

    @Override
    public void close() {
        writers.forEach(Writers::close);
        servers.forEach(MirroredStore::close);
        direct.close();
    }
}
