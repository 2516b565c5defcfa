package ai.pmoves.dox.ingest.internal.docling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys and values of a form, and which belong together. */
record DoclingGraph(List<Cell> cells, List<Link> links) implements DoclingItem.Content {

    /**
     * A key, a value or a box to tick.
     *
     * @param elsewhere whether it is a text of the document as well
     */
    record Cell(int id, String text, boolean elsewhere) {}

    /** A value with its key. */
    record Link(int key, int value) {}

    static DoclingGraph read(DoclingTokens tokens, DoclingLimits limits) throws IOException {
        var cells = new ArrayList<Cell>();
        var links = new ArrayList<Link>();
        for (var name : tokens.members()) {
            switch (name) {
                case "cells" -> {
                    for (int ignored : tokens.values()) {
                        limits.item();
                        cells.add(cell(tokens));
                    }
                }
                case "links" -> {
                    for (int ignored : tokens.values()) {
                        limits.item();
                        addLink(links, tokens);
                    }
                }
                default -> tokens.skip();
            }
        }
        return new DoclingGraph(cells, links);
    }

    private static Cell cell(DoclingTokens tokens) throws IOException {
        int id = 0;
        var text = "";
        var orig = "";
        var ref = "";
        for (var name : tokens.members()) {
            switch (name) {
                case "cell_id" -> id = tokens.integer(0);
                case "text" -> text = tokens.text().strip();
                case "orig" -> orig = tokens.text().strip();
                case "item_ref" -> ref = DoclingItemReader.ref(tokens);
                default -> tokens.skip();
            }
        }
        return new Cell(id, text.isEmpty() ? orig : text, !ref.isEmpty());
    }

    private static void addLink(List<Link> links, DoclingTokens tokens) throws IOException {
        var label = "";
        int source = 0;
        int target = 0;
        for (var name : tokens.members()) {
            switch (name) {
                case "label" -> label = tokens.text();
                case "source_cell_id" -> source = tokens.integer(0);
                case "target_cell_id" -> target = tokens.integer(0);
                default -> tokens.skip();
            }
        }
        switch (label) {
            case "to_value" -> links.add(new Link(source, target));
            case "to_key" -> links.add(new Link(target, source));
            default -> {
                // how keys lie within each other does not change what they say
            }
        }
    }

    /** A line for each key with its values, and for each other text that is nowhere else; each text is used once. */
    String lines() {
        Map<Integer, Cell> byId = new LinkedHashMap<>();
        cells.forEach(cell -> byId.putIfAbsent(cell.id, cell));
        Map<Integer, List<String>> valuesOf = new HashMap<>();
        var values = new HashSet<Integer>();
        for (var link : links) {
            var value = byId.get(link.value);
            if (value != null && byId.containsKey(link.key) && link.key != link.value && values.add(link.value)) {
                valuesOf.computeIfAbsent(link.key, key -> new ArrayList<>()).add(value.text);
            }
        }
        var lines = new ArrayList<String>();
        for (var cell : byId.values()) {
            var itsValues = valuesOf.getOrDefault(cell.id, List.of()).stream()
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
            if (!itsValues.isEmpty()) {
                lines.add(cell.text + ": " + itsValues);
            } else if (!values.contains(cell.id) && !cell.elsewhere && !cell.text.isEmpty()) {
                lines.add(cell.text);
            }
        }
        return String.join("\n", lines);
    }
}
