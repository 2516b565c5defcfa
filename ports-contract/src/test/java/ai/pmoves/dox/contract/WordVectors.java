package ai.pmoves.dox.contract;

import java.util.Locale;
import java.util.Map;

/** A model of a few lines: texts are alike if they have words in common, or words of one meaning. */
final class WordVectors {
    static final int DIMENSION = 384;

    private static final int MAX_WORDS = 1_000;
    private static final Map<String, String> MEANINGS = Map.of("terminate", "cancel", "membership", "subscription");

    private WordVectors() {}

    static float[] of(String text) {
        var sums = new double[DIMENSION];
        sums[0] = 1; // so that a text without words has a direction, too
        var words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", MAX_WORDS + 1);
        for (int i = 0; i < Math.min(words.length, MAX_WORDS); i++) {
            int hash = MEANINGS.getOrDefault(words[i], words[i]).hashCode();
            sums[1 + Math.floorMod(hash, DIMENSION - 1)] += 1;
        }
        double squares = 0;
        for (var sum : sums) {
            squares += sum * sum;
        }
        var vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (sums[i] / Math.sqrt(squares));
        }
        return vector;
    }
}
