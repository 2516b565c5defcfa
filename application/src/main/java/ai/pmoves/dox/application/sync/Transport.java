package ai.pmoves.dox.application.sync;

/** Brings over what waits between the stores of a pair, in the directions that there are. Belongs to one thread. */
final class Transport {
    private final Pair pair;
    private final PushChanges push;
    private final PullChanges pull;

    Transport(Pair pair) {
        this.pair = pair;
        this.push = new PushChanges(pair.edge());
        this.pull = new PullChanges(pair.edge());
    }

    /** Brings some rows over; returns how many, 0 if none waits any more. */
    long some() {
        return some(Side.EDGE) + (pair.edge().sync().standing().isPrimary() ? 0 : some(Side.HUB));
    }

    /** Brings some of the rows over that have changed on this side. */
    long some(Side from) {
        return from == Side.EDGE ? push.some(pair.hub()) : pull.some(pair.hub());
    }
}
