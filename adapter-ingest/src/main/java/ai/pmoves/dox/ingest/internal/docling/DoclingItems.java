package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.docling.DoclingItem.Words;
import ai.pmoves.dox.ingest.internal.page.PageBox;
import ai.pmoves.dox.ingest.internal.page.PageItem;
import ai.pmoves.dox.ingest.internal.page.PageItem.Role;
import ai.pmoves.dox.ingest.internal.page.PagePlace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a DoclingDocument's items into reading order, as what they are to a document with pages.
 *
 * <p>What is furniture, such as the headers of pages, or not to be seen is left out, as docling's own exports do. Texts
 * in a picture are part of the picture, those in a cell part of the table.
 */
final class DoclingItems {
    private static final Set<String> LAYERS_LEFT_OUT = Set.of("furniture", "background", "invisible");
    private static final Set<String> LABELS_LEFT_OUT = Set.of("page_header", "page_footer");
    private static final int MAX_LEVEL = 100;
    private static final int MAX_CAPTION_CHARS = 2_000;
    private static final int MAX_WARNINGS = 20;

    private final DoclingDocument document;
    private final DoclingLimits limits;
    private final DoclingWalk walk;
    private final Set<DoclingItem> captionsUsed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Queue<DoclingItem> within = new ArrayDeque<>();
    private final List<PageItem> items = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int unsaid;
    private boolean titled;

    private DoclingItems(String name, DoclingDocument document, DoclingLimits limits) {
        this.document = document;
        this.limits = limits;
        this.walk = new DoclingWalk(name, document);
    }

    /**
     * What was found.
     *
     * @param warnings what of the file is odd, and what was made of it
     */
    record Found(List<PageItem> items, List<String> warnings) {}

    /** @param name what messages call the file */
    static Found of(String name, DoclingDocument document, DoclingLimits limits) {
        var items = new DoclingItems(name, document, limits);
        items.readAll();
        return new Found(items.items, items.warnings);
    }

    private void readAll() {
        document.all(DoclingDocument.BODY).forEach(body -> walk.visit(body, body, this::takeWhole));
        document.all(DoclingDocument.FURNITURE).forEach(furniture -> walk.visit(furniture, furniture, item -> true));
        int inNoGroup = 0;
        for (var array : DoclingDocument.ARRAYS) {
            for (var item : document.all(array)) {
                if (!walk.wasSeen(item)) {
                    inNoGroup++;
                    walk.visit(item, item, this::takeWhole);
                }
            }
        }
        if (inNoGroup > 0) {
            warn("%d items that the body does not lead to were read after the others".formatted(inNoGroup));
        }
        if (unsaid > 0) {
            warnings.add("%d more like these".formatted(unsaid));
        }
    }

    private void warn(String warning) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(warning);
        } else {
            unsaid++;
        }
    }

    /** Takes one item and what lies within it, and tells whether its children are to be taken as well. */
    private boolean takeWhole(DoclingItem item) {
        boolean children = take(item);
        while (!within.isEmpty()) { // no recursion: what lies within may go as deep as the file likes
            take(within.remove());
        }
        return children;
    }

    private boolean take(DoclingItem item) {
        if (LAYERS_LEFT_OUT.contains(item.layer()) || LABELS_LEFT_OUT.contains(item.label())) {
            return true; // what is below has a layer of its own
        }
        return switch (item.content()) {
            case DoclingTable table -> {
                takeTable(item, table);
                yield false;
            }
            case DoclingPicture picture -> {
                takePicture(item, picture);
                yield false;
            }
            case DoclingGraph graph -> {
                add(graph.lines(), place(item), Role.PARAGRAPH);
                yield true;
            }
            case null -> takeText(item);
        };
    }

    private boolean takeText(DoclingItem item) {
        if (isInline(item)) {
            takeInline(item, item);
            return false;
        }
        if (!item.array().equals("texts")) {
            return true;
        }
        if (said(item).isEmpty()) { // with formatting in it, it says what its children say together
            item.links().children().stream()
                    .map(ref -> walk.find(ref, item))
                    .filter(child -> isInline(child) && !walk.wasSeen(child))
                    .findFirst()
                    .ifPresent(group -> walk.visit(group, item, inline -> {
                        takeInline(inline, item);
                        return false;
                    }));
            return true;
        }
        if (item.label().equals("formula")) {
            addFormula(item, false);
        } else {
            takeLinked(item, item.links().captions());
            addText(item, said(item), place(item));
        }
        return true;
    }

    private static boolean isInline(DoclingItem item) {
        return item.label().equals("inline") || item.label().equals("field_item");
    }

    /** Joins the pieces of a text that formatting has parted; {@code as} tells what the text is. */
    private void takeInline(DoclingItem group, DoclingItem as) {
        var pieces = walk.below(group);
        pieces.stream()
                .filter(piece -> piece.label().equals("formula") && !said(piece).isEmpty())
                .forEach(formula -> addFormula(formula, true)); // before the text, where it would be found by its look
        var first = pieces.stream().filter(piece -> !said(piece).isEmpty()).findFirst();
        addText(as, joined(pieces, " "), first.map(this::place).orElse(PagePlace.UNKNOWN));
    }

    private static String joined(List<DoclingItem> pieces, String separator) {
        return pieces.stream()
                .map(DoclingItems::said)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(separator));
    }

    /** What an item says, read or else as it stands in the source. */
    private static String said(DoclingItem item) {
        return item.words().text().isEmpty()
                ? item.words().orig()
                : item.words().text();
    }

    private void addText(DoclingItem item, String text, PagePlace place) {
        switch (item.label()) {
            case "title" -> {
                if (titled) {
                    addHeading(text, place, 1);
                } else {
                    titled |= add(text, place, Role.TITLE);
                }
            }
            case "section_header", "field_heading" ->
                addHeading(text, place, item.words().level());
            case "list_item" -> add(text, place, Role.LIST_ITEM);
            case "code" -> add(text, place, Role.CODE);
            case "checkbox_selected" -> add("[x] " + text, place, Role.PARAGRAPH);
            case "checkbox_unselected" -> add("[ ] " + text, place, Role.PARAGRAPH);
            default -> add(text, place, Role.PARAGRAPH);
        }
    }

    private void addHeading(String text, PagePlace place, int level) {
        if (!text.isBlank()) {
            items.add(new PageItem.Text(text, place, Role.HEADING, Math.clamp(level, 1, MAX_LEVEL)));
        }
    }

    private boolean add(String text, PagePlace place, Role role) {
        return !text.isBlank() && items.add(PageItem.Text.of(text, place, role));
    }

    private void addFormula(DoclingItem item, boolean inline) {
        Words words = item.words();
        var latex = words.latex().isEmpty() ? words.text() : words.latex();
        items.add(new PageItem.Formula(
                words.orig().isEmpty() ? words.text() : words.orig(),
                latex.isEmpty() ? null : latex,
                place(item),
                inline));
    }

    /** Takes captions and footnotes, which belong to another item, but do not have to lie below it. */
    private void takeLinked(DoclingItem owner, List<String> refs) {
        for (var ref : refs) {
            var item = walk.find(ref, owner);
            if (!walk.wasSeen(item)) {
                walk.visit(item, owner, text -> {
                    addText(text, said(text), place(text));
                    keepWithin(List.of(text));
                    return true;
                });
            }
        }
    }

    private void takeTable(DoclingItem item, DoclingTable table) {
        takeLinked(item, item.links().captions());
        var place = place(item);
        if (table.hasCellsOutside()) {
            warn("%s has cells outside of its %d rows and %d columns, which were cut off"
                    .formatted(item.ref(), table.rowCount(), table.columnCount()));
        }
        table.layOut(item.provenance(), place.box(), ref -> textBelow(ref, item), limits)
                .ifPresentOrElse(
                        laidOut -> items.add(new PageItem.Table(laidOut)), () -> warn(item.ref() + " has no cells"));
        takeLinked(item, item.links().footnotes());
        keepWithin(walk.below(item)); // texts in its cells are in it already
    }

    /** Keeps what is more than a text among the items within another, to be taken after that. */
    private void keepWithin(List<DoclingItem> items) {
        items.stream().filter(item -> item.content() != null).forEach(within::add);
    }

    private String textBelow(String ref, DoclingItem owner) {
        var item = walk.find(ref, owner);
        if (walk.wasSeen(item)) {
            return "";
        }
        var pieces = new ArrayList<DoclingItem>();
        walk.visit(item, owner, pieces::add);
        keepWithin(pieces);
        return joined(pieces, " ");
    }

    private void takePicture(DoclingItem item, DoclingPicture picture) {
        takeLinked(item, item.links().captions());
        var caption = caption(item);
        takeLinked(item, item.links().footnotes());
        var type = picture.type().isEmpty() ? item.label() : picture.type();
        var inside = walk.below(item);
        var text = List.of(picture.description(), picture.data(), joined(inside, "\n")).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
        items.add(new PageItem.Chart(
                place(item),
                caption,
                type.isEmpty() ? "picture" : type,
                text,
                !picture.description().isEmpty(),
                picture.image(),
                picture.uri().isEmpty() ? null : picture.uri()));
        keepWithin(inside);
    }

    /** What is written below a picture; the words are its own, and no other picture's as well. */
    private String caption(DoclingItem item) {
        var captions = item.links().captions().stream()
                .map(ref -> walk.find(ref, item))
                .filter(captionsUsed::add)
                .toList();
        return Text.truncate(joined(captions, " "), MAX_CAPTION_CHARS);
    }

    private PagePlace place(DoclingItem item) {
        var pages = item.provenance().pages();
        return pages.isEmpty() ? PagePlace.UNKNOWN : new PagePlace(pages.getFirst(), box(item, pages.getFirst()));
    }

    /** The box from the top of the page; where the page's height is missing, one from its bottom tells nothing. */
    private @Nullable PageBox box(DoclingItem item, int page) {
        var box = item.provenance().box();
        double height = document.pageHeights().getOrDefault(page, 0.0);
        if (box == null || box.fromBottom() && height == 0) {
            return null;
        }
        double top = box.fromBottom() ? height - box.top() : box.top();
        double bottom = box.fromBottom() ? height - box.bottom() : box.bottom();
        return new PageBox(
                Math.min(box.left(), box.right()),
                Math.min(top, bottom),
                Math.max(box.left(), box.right()),
                Math.max(top, bottom));
    }
}
