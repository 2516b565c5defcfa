package ai.pmoves.dox.ingest.internal.xml;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a log keeps its entries and their fields.
 *
 * @param entries paths to the entries; the rows of the first come first
 * @param fields for each field its paths, of which the first that has text counts
 */
record XmlMap(List<XmlSelector> entries, Map<Field, List<String>> fields) {
    enum Field {
        TS("./ts|./timestamp|./time"),
        LEVEL("./level|./severity"),
        CODE("./code|./error|./status"),
        COMPONENT("./component|./service|./module"),
        MESSAGE("./message|./msg|./text");

        private final String usual;

        Field(String usual) {
            this.usual = usual;
        }

        /** The field's name in a map. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    XmlMap {
        entries = List.copyOf(entries);
        fields = new EnumMap<>(fields);
    }

    /** The usual names of fields, below the elements that the path picks. */
    static XmlMap usual(String entries) {
        return of(entries, Map.of());
    }

    /**
     * A map with these paths; fields that it does not name are in their usual places.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code config.invalid} if an entry path is not supported
     */
    static XmlMap of(String entries, Map<String, String> paths) {
        var fields = new EnumMap<Field, List<String>>(Field.class);
        for (var field : Field.values()) {
            fields.put(field, XmlSelector.split(paths.getOrDefault(field.key(), field.usual)));
        }
        return new XmlMap(XmlSelector.all(entries), fields);
    }

    List<String> paths(Field field) {
        return fields.getOrDefault(field, List.of());
    }
}
