package ai.pmoves.dox.ingest.internal.docling;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A DoclingDocument of version 1.x as its file has it: items that refer to each other.
 *
 * @param version as the file says
 * @param items by the array that they stand in; {@code body} and {@code furniture} have one each, if they are there
 * @param pageHeights in points, by the number of the page from 1, 0 if unknown
 */
public record DoclingDocument(String version, Map<String, List<DoclingItem>> items, Map<Integer, Double> pageHeights) {
    static final String SCHEMA = "DoclingDocument";

    static final String BODY = "body";
    static final String FURNITURE = "furniture";

    /** The arrays of items in the order in which what is in no group is read. */
    static final List<String> ARRAYS = List.of(
            "groups", "texts", "tables", "pictures", "key_value_items", "form_items", "field_regions", "field_items");

    private static final Pattern VERSION = Pattern.compile("1\\.\\d+(?:\\.\\d+)?(?:[-+].*)?");
    private static final Pattern REF = Pattern.compile("#/([a-z_]{1,40})(?:/(\\d{1,9}))?");

    static boolean isSupported(String version) {
        return VERSION.matcher(version).matches();
    }

    List<DoclingItem> all(String array) {
        return items.getOrDefault(array, List.of());
    }

    /** The item that a reference such as {@code #/texts/3} means, or empty if there is none. */
    Optional<DoclingItem> find(String ref) {
        var parts = REF.matcher(ref);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var array = all(parts.group(1));
        int index = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        return index < array.size() ? Optional.of(array.get(index)) : Optional.empty();
    }
}
