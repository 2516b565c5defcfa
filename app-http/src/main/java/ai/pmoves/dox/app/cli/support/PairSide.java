package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.replication.pair.Side;
import java.util.Locale;

/** A store of a pair, by the name that {@code DB_BACKEND} has for it. */
public enum PairSide {
    SUPABASE(Side.HUB),
    SQLITE(Side.EDGE);

    private final Side side;

    PairSide(Side side) {
        this.side = side;
    }

    public static PairSide of(Side side) {
        return side == Side.HUB ? SUPABASE : SQLITE;
    }

    public Side side() {
        return side;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
