package ai.pmoves.dox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Made-up prose whose words are as unevenly frequent as those of a language. Seeded, so that it repeats. */
final class Texts {
    private static final String[] SYLLABLES = {
        "ra", "ven", "to", "lis", "mar", "con", "de", "per", "sol", "tin", "gra", "un", "ob", "sta", "fer", "qui"
    };
    private static final int VOCABULARY = 30_000;

    private final Random random;
    private final String[] words = new String[VOCABULARY];

    Texts(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < VOCABULARY; i++) {
            var word = new StringBuilder();
            for (int n = i + 16, parts = 0; n > 0 || parts < 2; n /= SYLLABLES.length, parts++) {
                word.append(SYLLABLES[n % SYLLABLES.length]);
            }
            words[i] = word.toString();
        }
    }

    /** A word; the n-th most frequent one comes about 1/n as often as the first. */
    String word() {
        double u = random.nextDouble();
        return words[(int) Math.min(VOCABULARY - 1.0, Math.exp(u * Math.log(VOCABULARY)) - 1)];
    }

    String text(int wordCount) {
        var text = new StringBuilder();
        for (int i = 0; i < wordCount; i++) {
            text.append(i == 0 ? "" : " ").append(word());
        }
        return text.toString();
    }

    List<String> texts(int count, int minWords, int maxWords) {
        var texts = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(minWords + random.nextInt(maxWords - minWords + 1)));
        }
        return texts;
    }

    float[] unitVector(int dimension) {
        var vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return toUnit(vector);
    }

    /**
     * Unit vectors that vary in a few directions only, as those of texts do: evenly spread ones have no neighbours
     * worth the name.
     */
    Supplier<float[]> unitVectorsOf(int directions, int dimension) {
        var axes = new float[directions][];
        for (int i = 0; i < directions; i++) {
            axes[i] = unitVector(dimension);
        }
        return () -> {
            var vector = new float[dimension];
            for (var axis : axes) {
                float share = (float) random.nextGaussian();
                for (int i = 0; i < dimension; i++) {
                    vector[i] += share * axis[i];
                }
            }
            return toUnit(vector);
        };
    }

    private static float[] toUnit(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += (double) component * component;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
