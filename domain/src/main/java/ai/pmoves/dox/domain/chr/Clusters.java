package ai.pmoves.dox.domain.chr;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What gathered around the anchors.
 *
 * @param members all units, the nearest to their anchor first, those at one distance in their order
 * @param globalEntropies after each round, of the likenesses of the units to their nearest anchors (nats)
 * @param anchorEntropies after each round, the mean over the anchors of the entropies of the likenesses to it (nats)
 */
public record Clusters(List<Member> members, List<Double> globalEntropies, List<Double> anchorEntropies) {
    public Clusters {
        members = List.copyOf(members);
        globalEntropies = List.copyOf(globalEntropies);
        anchorEntropies = List.copyOf(anchorEntropies);
    }

    /**
     * One unit.
     *
     * @param index its place among the units, from 0
     * @param anchor the nearest one, from 0
     * @param radius the likeness to it: 1 for the same, 0 for nothing in common
     */
    public record Member(int index, int anchor, double radius) {}

    /**
     * Gathers the units. The same units and settings give the same result, on any machine.
     *
     * @param units at least one, all of one dimension
     */
    public static Clusters of(List<? extends UnitVector> units, ChrSettings settings) {
        var gathering = new SoftClustering(units, settings);
        for (int round = 0; round < settings.rounds(); round++) {
            gathering.round();
        }
        return gathering.result();
    }

    /** The last of {@link #globalEntropies}. */
    public double globalEntropy() {
        return globalEntropies.getLast();
    }

    /** The last of {@link #anchorEntropies}. */
    public double anchorEntropy() {
        return anchorEntropies.getLast();
    }

    /** How much order the rounds brought, in percent: the mean of the drops of both entropies, 0 to 100. */
    public double mhep() {
        return 50
                * (Entropy.drop(globalEntropies.getFirst(), globalEntropy())
                        + Entropy.drop(anchorEntropies.getFirst(), anchorEntropy()));
    }

    /** @param likenesses of each unit to each anchor */
    static List<Member> members(double[][] likenesses) {
        return IntStream.range(0, likenesses.length)
                .mapToObj(unit -> {
                    int nearest = nearest(likenesses[unit]);
                    return new Member(unit, nearest, likenesses[unit][nearest]);
                })
                .sorted(Comparator.comparingDouble(Member::radius).reversed())
                .toList();
    }

    /** Which of the values is the greatest; the first of equal ones. */
    static int nearest(double[] likenesses) {
        int nearest = 0;
        for (int anchor = 1; anchor < likenesses.length; anchor++) {
            nearest = likenesses[anchor] > likenesses[nearest] ? anchor : nearest;
        }
        return nearest;
    }
}
