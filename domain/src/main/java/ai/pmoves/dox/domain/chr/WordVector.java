package ai.pmoves.dox.domain.chr;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The words of a unit, for where there is no model: how often each occurs, by a hash of it, as a vector of length 1.
 * Words of one character do not count.
 */
public final class WordVector implements UnitVector {
    private static final int DIMENSION = 4096;
    private static final Pattern WORD = Pattern.compile("\\w\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private final int[] indexes;
    private final double[] components;

    private WordVector(int[] indexes, double[] components) {
        this.indexes = indexes;
        this.components = components;
    }

    public static WordVector of(String text) {
        var counts = new TreeMap<Integer, Integer>();
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .forEach(word -> counts.merge(index(word.group()), 1, Integer::sum));
        double length = Math.sqrt(counts.values().stream()
                .mapToDouble(count -> (double) count * count)
                .sum());
        return new WordVector(
                counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
                counts.values().stream().mapToDouble(count -> count / length).toArray());
    }

    private static int index(String word) {
        long hash = Murmur3.hash(word.getBytes(StandardCharsets.UTF_8));
        return (int) (Math.abs(hash) % DIMENSION);
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public double dot(double[] other) {
        double sum = 0;
        for (int i = 0; i < indexes.length; i++) {
            sum += components[i] * other[indexes[i]];
        }
        return sum;
    }

    @Override
    public void addTo(double[] sum, double weight) {
        for (int i = 0; i < indexes.length; i++) {
            sum[indexes[i]] += weight * components[i];
        }
    }
}
