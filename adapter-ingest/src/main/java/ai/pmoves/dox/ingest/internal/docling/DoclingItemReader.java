package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.ingest.internal.docling.DoclingItem.Box;
import ai.pmoves.dox.ingest.internal.docling.DoclingItem.Content;
import ai.pmoves.dox.ingest.internal.docling.DoclingItem.Links;
import ai.pmoves.dox.ingest.internal.docling.DoclingItem.Provenance;
import ai.pmoves.dox.ingest.internal.docling.DoclingItem.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one item of any kind; unused members are skipped. */
final class DoclingItemReader {
    private final DoclingTokens tokens;
    private final DoclingLimits limits;
    private String label = "";
    private String layer = "";
    private String text = "";
    private String orig = "";
    private String latex = "";
    private int level;
    private Provenance provenance = Provenance.NONE;
    private List<String> children = List.of();
    private List<String> captions = List.of();
    private List<String> footnotes = List.of();
    private @Nullable Content content;

    private DoclingItemReader(DoclingTokens tokens, DoclingLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * Reads the item at which {@code tokens} stands.
     *
     * @param index its place in the array, or {@link DoclingItem#ROOT}
     */
    static DoclingItem read(DoclingTokens tokens, DoclingLimits limits, String array, int index) throws IOException {
        limits.item();
        var reader = new DoclingItemReader(tokens, limits);
        if (array.equals("pictures")) {
            reader.readPicture();
        } else {
            for (var name : tokens.members()) {
                reader.member(name);
            }
        }
        limits.chars(Math.max(reader.text.length(), reader.orig.length()) + reader.latex.length());
        return reader.item(array, index);
    }

    private DoclingItem item(String array, int index) {
        var words = text.isEmpty() && orig.isEmpty() && latex.isEmpty() && level == 0
                ? Words.NONE
                : new Words(text, orig.equals(text) ? text : orig, latex, level);
        var links = children.isEmpty() && captions.isEmpty() && footnotes.isEmpty()
                ? Links.NONE
                : new Links(children, captions, footnotes);
        return new DoclingItem(array, index, label.intern(), layer.intern(), words, provenance, links, content);
    }

    private void readPicture() throws IOException {
        var picture = new DoclingPicture.Reader(tokens, limits);
        for (var name : tokens.members()) {
            switch (name) {
                case "image" -> picture.image();
                case "annotations" -> picture.annotations();
                case "meta" -> picture.meta();
                default -> member(name);
            }
        }
        content = picture.picture();
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "label" -> label = tokens.text();
            case "content_layer" -> layer = tokens.text();
            case "text" -> text = tokens.text().strip();
            case "orig" -> orig = tokens.text().strip();
            case "level" -> level = tokens.integer(0);
            case "meta" -> meta();
            case "prov" -> places();
            case "children" -> children = refs();
            case "captions" -> captions = refs();
            case "footnotes" -> footnotes = refs();
            case "data" -> content = DoclingTable.read(tokens, limits);
            case "graph" -> content = DoclingGraph.read(tokens, limits);
            default -> tokens.skip();
        }
    }

    /** Of what was found out about a formula, its LaTeX. */
    private void meta() throws IOException {
        for (var name : tokens.members()) {
            if (name.equals("formula")) {
                for (var member : tokens.members()) {
                    if (member.equals("latex")) {
                        latex = tokens.text().strip();
                    } else {
                        tokens.skip();
                    }
                }
            } else {
                tokens.skip();
            }
        }
    }

    private List<String> refs() throws IOException {
        var refs = new ArrayList<String>();
        for (int ignored : tokens.values()) {
            refs.add(ref(tokens));
        }
        return refs.isEmpty() ? List.of() : refs;
    }

    /** Reads a reference, {@code {"$ref": "#/texts/3"}}; empty if it is not there. */
    static String ref(DoclingTokens tokens) throws IOException {
        var ref = "";
        for (var name : tokens.members()) {
            if (name.equals("$ref")) {
                ref = tokens.text();
            } else {
                tokens.skip();
            }
        }
        return ref;
    }

    /** Reads the places; what is on no page that there can be has none. */
    private void places() throws IOException {
        Set<Integer> pages = new LinkedHashSet<>();
        @Nullable Box first = null;
        for (int ignored : tokens.values()) {
            int page = 0;
            @Nullable Box box = null;
            for (var name : tokens.members()) {
                switch (name) {
                    case "page_no" -> page = tokens.integer(0);
                    case "bbox" -> box = box();
                    default -> tokens.skip();
                }
            }
            if (page > 0 && pages.add(page) && pages.size() == 1) {
                first = box;
            }
        }
        provenance = pages.isEmpty() ? Provenance.NONE : new Provenance(List.copyOf(pages), first);
    }

    private @Nullable Box box() throws IOException {
        double left = Double.NaN;
        double top = Double.NaN;
        double right = Double.NaN;
        double bottom = Double.NaN;
        var origin = "";
        for (var name : tokens.members()) {
            switch (name) {
                case "l" -> left = tokens.number();
                case "t" -> top = tokens.number();
                case "r" -> right = tokens.number();
                case "b" -> bottom = tokens.number();
                case "coord_origin" -> origin = tokens.text();
                default -> tokens.skip();
            }
        }
        return Double.isFinite(left) && Double.isFinite(top) && Double.isFinite(right) && Double.isFinite(bottom)
                ? new Box(left, top, right, bottom, origin.equals("BOTTOMLEFT"))
                : null;
    }
}
