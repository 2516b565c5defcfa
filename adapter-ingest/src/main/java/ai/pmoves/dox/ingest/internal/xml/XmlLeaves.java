package ai.pmoves.dox.ingest.internal.xml;

import java.util.List;
import java.util.function.BiConsumer;
import javax.xml.stream.XMLStreamReader;

/** Finds the elements that have text and no elements in them, the root included. */
final class XmlLeaves implements XmlWalk.Visitor {
    private final BiConsumer<String, String> found;
    private final StringBuilder text = new StringBuilder();
    private int deepest;

    /** Tells of each leaf's name ({@code {namespace}name}) and trimmed text. */
    XmlLeaves(BiConsumer<String, String> found) {
        this.found = found;
    }

    @Override
    public void opened(XMLStreamReader xml, List<XmlElement> open) {
        deepest = open.size();
        text.setLength(0);
    }

    @Override
    public void text(String more, List<XmlElement> open) {
        if (open.size() == deepest) {
            text.append(more);
        }
    }

    @Override
    public void closing(List<XmlElement> open) {
        if (open.size() == deepest && !text.toString().isBlank()) {
            found.accept(open.getLast().clarkName(), text.toString().strip());
        }
        deepest = 0; // what follows in the parent is no leaf
        text.setLength(0);
    }
}
