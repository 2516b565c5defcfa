package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.ingest.internal.files.Failures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamReader;
import javax.xml.xpath.XPathException;
import org.w3c.dom.Element;

/** Finds the entries of one selector. Entries in entries come after the one that they stand in. */
final class XmlEntries implements XmlWalk.Visitor {
    private final String storedName;
    private final XmlSelector selector;
    private final XmlFieldPlan plan;
    private final Consumer<XmlEntry> found;
    private final XmlTree tree;
    private final Map<XmlEntry, Element> trees = new HashMap<>();
    private final List<XmlEntry> open = new ArrayList<>();
    private final ArrayDeque<XmlEntry> waiting = new ArrayDeque<>();
    private long count;

    XmlEntries(String storedName, XmlSelector selector, XmlFieldPlan plan, Consumer<XmlEntry> found) {
        this.storedName = storedName;
        this.selector = selector;
        this.plan = plan;
        this.found = found;
        this.tree = new XmlTree(storedName);
    }

    /** How many were found. */
    long count() {
        return count;
    }

    @Override
    public void opened(XMLStreamReader xml, List<XmlElement> elements) {
        boolean matches = selector.matches(elements);
        if (matches) {
            var entry = new XmlEntry(plan, elements.size() - 1);
            open.add(entry);
            waiting.add(entry);
            count++;
        }
        if (plan.needsTree() && (matches || tree.isOpen())) {
            var node = tree.open(xml);
            if (matches) {
                trees.put(open.getLast(), node);
            }
        }
        for (var entry : open) {
            entry.opened(elements);
        }
    }

    @Override
    public void text(String text, List<XmlElement> elements) {
        tree.text(text);
        for (var entry : open) {
            entry.text(elements.size(), text);
        }
    }

    @Override
    public void closing(List<XmlElement> elements) {
        for (var entry : open) {
            entry.closing(elements.size());
        }
        if (!open.isEmpty() && open.getLast().isClosed()) {
            var entry = open.removeLast();
            var node = trees.remove(entry);
            if (node != null) {
                evaluate(entry, node);
            }
        }
        if (tree.isOpen()) {
            tree.close();
        }
        while (!waiting.isEmpty() && waiting.getFirst().isClosed()) {
            found.accept(waiting.removeFirst());
        }
    }

    private void evaluate(XmlEntry entry, Element node) {
        try {
            plan.evaluate(entry, node);
        } catch (XPathException e) {
            throw Failures.unreadable(storedName, "a field path of the XML map failed: " + Failures.reason(e), e);
        }
    }
}
