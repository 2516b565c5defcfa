package ai.pmoves.dox.domain.chr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The anchors on their way. Not thread-safe. */
final class SoftClustering {
    private final List<? extends UnitVector> units;
    private final ChrSettings settings;
    private final double[][] anchors;
    private final double[][] likenesses;
    private final List<Double> globalEntropies = new ArrayList<>();
    private final List<Double> anchorEntropies = new ArrayList<>();

    SoftClustering(List<? extends UnitVector> units, ChrSettings settings) {
        if (units.isEmpty()) {
            throw new IllegalArgumentException("no units");
        }
        this.units = units;
        this.settings = settings;
        this.anchors = chooseAnchors(units, settings);
        this.likenesses = new double[units.size()][settings.anchors()];
        compare();
    }

    /** Different units at random; where there are too few of them, random directions. */
    private static double[][] chooseAnchors(List<? extends UnitVector> units, ChrSettings settings) {
        var random = new Random(settings.seed()); // whose numbers are the same in every release of Java
        int dimension = units.getFirst().dimension();
        var order = new int[units.size()];
        Arrays.setAll(order, i -> i);
        var anchors = new double[settings.anchors()][dimension];
        for (int k = 0; k < anchors.length; k++) {
            if (k < order.length) {
                int chosen = k + random.nextInt(order.length - k);
                units.get(order[chosen]).addTo(anchors[k], 1);
                order[chosen] = order[k];
            } else {
                Arrays.setAll(anchors[k], i -> random.nextGaussian());
                normalise(anchors[k]);
            }
        }
        return anchors;
    }

    private static double normalise(double[] vector) {
        double squares = 0;
        for (double component : vector) {
            squares += component * component;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; length > 0 && i < vector.length; i++) {
            vector[i] /= length;
        }
        return length;
    }

    private void compare() {
        for (int unit = 0; unit < likenesses.length; unit++) {
            for (int k = 0; k < anchors.length; k++) {
                likenesses[unit][k] = units.get(unit).dot(anchors[k]);
            }
        }
    }

    /** Moves each anchor to the middle of the units, those that are near it counting most; notes the entropies. */
    void round() {
        var sums = new double[anchors.length][anchors[0].length];
        for (int unit = 0; unit < likenesses.length; unit++) {
            var weights = softmax(likenesses[unit], settings.sharpness());
            for (int k = 0; k < anchors.length; k++) {
                units.get(unit).addTo(sums[k], weights[k]);
            }
        }
        for (int k = 0; k < anchors.length; k++) {
            if (normalise(sums[k]) > 0) { // an anchor without any unit stays where it is
                anchors[k] = sums[k];
            }
        }
        compare();
        globalEntropies.add(globalEntropy());
        anchorEntropies.add(anchorEntropy());
    }

    /** Shares of 1 that grow with the values, exponentially by {@code sharpness}. */
    static double[] softmax(double[] values, double sharpness) {
        double most = Arrays.stream(values).max().orElse(0);
        var shares = Arrays.stream(values)
                .map(value -> StrictMath.exp(sharpness * (value - most)))
                .toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private double globalEntropy() {
        var radii = Arrays.stream(likenesses)
                .mapToDouble(row -> row[Clusters.nearest(row)])
                .toArray();
        return Entropy.of(radii, settings.bins());
    }

    private double anchorEntropy() {
        double sum = 0;
        for (int k = 0; k < anchors.length; k++) {
            int anchor = k;
            sum += Entropy.of(
                    Arrays.stream(likenesses).mapToDouble(row -> row[anchor]).toArray(), settings.bins());
        }
        return sum / anchors.length;
    }

    Clusters result() {
        return new Clusters(Clusters.members(likenesses), globalEntropies, anchorEntropies);
    }
}
