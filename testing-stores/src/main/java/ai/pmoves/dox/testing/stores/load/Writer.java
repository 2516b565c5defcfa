package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.testing.stores.load.ExpectedState.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Writes its own rows until it is over, and sees that the store has what it owes. */
final class Writer implements Runnable {
    private static final int ROWS = 12;
    private static final long PAUSE_MILLIS = 20;

    private final Writers writers;
    private final String name;
    private final ExpectedState owed;
    private final Random random;

    Writer(Writers writers, String name, ExpectedState owed, Random random) {
        this.writers = writers;
        this.name = name;
        this.owed = owed;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (!writers.isOver()) {
                long begin = System.nanoTime();
                tryToWrite();
                writers.took(System.nanoTime() - begin);
                writers.rest();
            }
        } catch (RuntimeException | InterruptedException e) {
            writers.failed("%s: %s".formatted(name, e));
        }
    }

    private void tryToWrite() throws InterruptedException {
        try {
            write();
        } catch (DoxException e) {
            if (!writers.putUpWith(e)) {
                throw e;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void write() {
        var ids = owed.certainRows();
        if (ids.size() < ROWS) {
            add();
            return;
        }
        var id = ids.get(random.nextInt(ids.size()));
        int dice = random.nextInt(100);
        if (dice < 75) {
            look(id).ifPresent(this::change);
        } else if (dice < 95) {
            look(id).ifPresent(this::addFacts);
        } else {
            remove(id);
        }
    }

    private void perform(Write write, Runnable work) {
        owed.begin(write);
        try {
            work.run();
        } catch (DoxException e) {
            owed.end(e.code() == ErrorCode.STORE_OUTCOME_UNKNOWN ? Outcome.UNKNOWN : Outcome.UNDONE);
            throw e;
        }
        owed.end(Outcome.DONE);
    }

    /** The row, if what the store shows is what is owed; otherwise that is a failure, unless it may be behind. */
    private Optional<Artifact> look(Id<Artifact> id) {
        var shown = find(id);
        if (shown.isEmpty() && writers.mayFail() && !writers.isOffline()) {
            shown = find(id); // the copy may have answered once more, and then no more
        }
        if (shown.isEmpty() && !writers.isOffline()) {
            writers.failed("%s was changed %d times, and shows %s"
                    .formatted(
                            id,
                            owed.row(id).count(),
                            writers.store().artifacts().find(id)));
        }
        return shown;
    }

    private Optional<Artifact> find(Id<Artifact> id) {
        return writers.store().artifacts().find(id).filter(row -> owed.row(id).mayShow(WrittenRows.count(row)));
    }

    private void add() {
        var id = Id.<Artifact>of("%s-%d".formatted(name, owed.begun()));
        perform(Write.add(id), () -> writers.store().artifacts().add(WrittenRows.artifact(id, name)));
    }

    private void change(Artifact shown) {
        long count = WrittenRows.count(shown) + 1;
        perform(
                Write.change(shown.id(), count),
                () -> writers.store().artifacts().update(WrittenRows.changed(shown, count)));
    }

    /** Two in one transaction. */
    private void addFacts(Artifact shown) {
        var one = Id.<Fact>of("%s-%d-one".formatted(name, owed.begun()));
        var other = Id.<Fact>of("%s-%d-other".formatted(name, owed.begun()));
        perform(
                Write.addFacts(shown.id(), List.of(one, other)),
                () -> writers.store().unitOfWork().run(() -> {
                    writers.store().facts().addAll(List.of(WrittenRows.fact(one, shown.id(), name)));
                    writers.store().facts().addAll(List.of(WrittenRows.fact(other, shown.id(), name)));
                }));
    }

    /** Looks in the same transaction: where a row is not shown, removing it does nothing. */
    private void remove(Id<Artifact> id) {
        perform(Write.remove(id), () -> writers.store().unitOfWork().run(() -> {
            if (look(id).isEmpty()) {
                throw new DoxException(ErrorCode.ROW_STALE, "%s is not shown as it is.".formatted(id));
            }
            writers.store().artifacts().remove(id);
        }));
    }
}
