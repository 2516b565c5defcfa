package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.ingest.internal.page.PageItem.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tree of a document's headings, each with the text below it. */
final class PageHeadings {
    private PageHeadings() {}

    private record Node(int level, String title, List<String> content, List<Node> subsections) {
        Map<String, @Nullable Object> toMap() {
            var map = new LinkedHashMap<String, @Nullable Object>();
            map.put("level", level);
            map.put("title", title);
            map.put("content", content);
            map.put("subsections", subsections.stream().map(Node::toMap).toList());
            return map;
        }
    }

    /** The title and the sections. */
    static Json tree(List<PageItem> items) {
        var title = "Untitled";
        var root = new Node(0, "", new ArrayList<>(), new ArrayList<>());
        var open = new ArrayList<>(List.of(root));
        for (var item : items) {
            if (!(item instanceof Text text)) {
                continue;
            }
            switch (text.role()) {
                case TITLE -> title = text.text();
                case HEADING -> {
                    while (open.getLast().level() >= text.level()) {
                        open.removeLast();
                    }
                    var node = new Node(text.level(), text.text(), new ArrayList<>(), new ArrayList<>());
                    open.getLast().subsections().add(node);
                    open.add(node);
                }
                case PARAGRAPH, LIST_ITEM, CODE -> open.getLast().content().add(text.text());
            }
        }
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("title", title);
        tree.put("sections", root.subsections().stream().map(Node::toMap).toList());
        return Json.of(tree);
    }
}
