package ai.pmoves.dox.domain.rows;

/**
 * What stands in a column although it cannot be of its type, such as a word where a time belongs: some databases take
 * anything. Readers give it, so that such a row can be shown and replaced; no store takes it.
 *
 * @param text what stands there, for people
 */
public record InvalidValue(String text) {
    @Override
    public String toString() {
        return "damaged: " + text;
    }
}
