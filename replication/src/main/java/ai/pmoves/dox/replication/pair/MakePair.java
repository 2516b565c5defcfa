package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import java.util.Map;

/** Makes two stores a pair on request. Thread-safe. */
public final class MakePair {
    private final Pair pair;
    private final Journal journal;

    public MakePair(Pair pair, Journal journal) {
        this.pair = requireNonNull(pair, "pair");
        this.journal = requireNonNull(journal, "journal");
    }

    /**
     * Makes them a pair, or finishes an interrupted attempt. Does nothing if they are one.
     *
     * @param primary takes the writes of a new pair
     * @return the pair, which is made
     * @throws DoxException {@code sync.pair-refused} if the secondary holds what the primary lacks,
     *     {@code config.invalid} if one of the two belongs to another pair; neither store was changed.
     *     {@code store.unavailable} and the like if a store goes away: the same call finishes it
     */
    public PairPlan make(Side primary) {
        boolean wasMade = isMade();
        new Pairing(pair.edge(), pair.hub()).join(primary == Side.EDGE ? Primary.EDGE : Primary.HUB, true);
        var made = PairPlan.of(PairCandidate.of(pair.edge()), PairCandidate.of(pair.hub()), primary, false);
        if (!wasMade) {
            journal.record(
                    pair.syncs(),
                    "pair.made",
                    Map.of(
                            "primary",
                            pair.store(made.primary() == Primary.EDGE ? Side.EDGE : Side.HUB)
                                    .name(),
                            "epoch",
                            made.epoch(),
                            "sqlite_rows",
                            made.edgeRows(),
                            "supabase_rows",
                            made.hubRows()));
        }
        return made;
    }

    private boolean isMade() {
        return pair.syncs().stream().allMatch(sync -> sync.role().isPaired());
    }
}
