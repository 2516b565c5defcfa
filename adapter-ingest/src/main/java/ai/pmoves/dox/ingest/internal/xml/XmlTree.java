package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The tree of the outermost open entry, built while it is streamed. */
final class XmlTree {
    private static final int MAX_NODES = 200_000;

    private final String storedName;
    private @Nullable Document document;
    private @Nullable Element current;
    private int nodes;

    XmlTree(String storedName) {
        this.storedName = storedName;
    }

    /** Adds the element that the reader stands at. */
    Element open(XMLStreamReader xml) {
        count();
        if (document == null) {
            document = newDocument();
        }
        var element = document.createElementNS(blankToNull(xml.getNamespaceURI()), xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            element.setAttributeNS(
                    blankToNull(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        if (current == null) {
            document.appendChild(element);
        } else {
            current.appendChild(element);
        }
        current = element;
        return element;
    }

    void text(String text) {
        if (document != null && current != null) {
            count();
            current.appendChild(document.createTextNode(text));
        }
    }

    /** Ends the current element; after the outermost one the tree is empty again. */
    void close() {
        if (current != null && current.getParentNode() instanceof Element parent) {
            current = parent;
        } else {
            current = null;
            document = null;
            nodes = 0;
        }
    }

    boolean isOpen() {
        return current != null;
    }

    private void count() {
        if (++nodes > MAX_NODES) {
            throw Failures.of(
                    ErrorCode.FILE_TOO_LARGE,
                    "One log entry of %s has more than %d nodes; make the map's entry path pick smaller elements"
                            .formatted(storedName, MAX_NODES));
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Document newDocument() {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java platform makes empty documents", e);
        }
    }
}
