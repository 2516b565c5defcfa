package ai.pmoves.dox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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

    /** A unit vector not far from another: their cosine is about 0.8. */
    float[] near(float[] centre) {
        var vector = new float[centre.length];
        double spread = 0.75 / Math.sqrt(centre.length);
        for (int i = 0; i < centre.length; i++) {
            vector[i] = (float) (centre[i] + spread * random.nextGaussian());
        }
        return toUnit(vector);
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
