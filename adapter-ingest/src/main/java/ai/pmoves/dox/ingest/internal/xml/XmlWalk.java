package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.SecureXml;
import ai.pmoves.dox.ingest.internal.files.XmlCharset;
import java.io.IOException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One pass over an XML file, element by element, in an amount of memory that does not depend on its length. */
final class XmlWalk {
    /** Deeper nesting is no log. */
    static final int MAX_DEPTH = 500;

    /** Is told of what the pass comes by. {@code open} are the open elements, the root first. */
    interface Visitor {
        void opened(XMLStreamReader xml, List<XmlElement> open);

        void text(String text, List<XmlElement> open);

        /** The last of {@code open} is about to end. */
        void closing(List<XmlElement> open);
    }

    private XmlWalk() {}

    static void walk(Path file, String storedName, Visitor visitor) {
        try {
            if (Files.size(file) == 0) {
                throw Failures.of(ErrorCode.FILE_EMPTY, storedName + " is empty");
            }
            try (var text = XmlCharset.open(file)) {
                walk(SecureXml.reader(text), storedName, visitor);
            }
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            var place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNumber(), at.getColumnNumber());
            throw Failures.unreadable(storedName, "it is not well-formed XML" + place + ": " + said(e), e);
        } catch (UnsupportedCharsetException e) {
            throw Failures.unreadable(storedName, "its encoding " + e.getCharsetName() + " is unknown", e);
        } catch (IOException e) {
            throw Failures.unreadable(storedName, Failures.reason(e), e);
        }
    }

    private static void walk(XMLStreamReader xml, String storedName, Visitor visitor) throws XMLStreamException {
        var open = new ArrayList<XmlElement>();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.add(element(xml));
                    if (open.size() > MAX_DEPTH) {
                        throw Failures.unreadable(
                                storedName,
                                "at line %d it nests deeper than %d elements"
                                        .formatted(xml.getLocation().getLineNumber(), MAX_DEPTH));
                    }
                    visitor.opened(xml, open);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    visitor.closing(open);
                    open.removeLast();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    visitor.text(xml.getText(), open);
                case XMLStreamConstants.DTD -> refuseDeclarations(xml, storedName);
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw entities(xml, storedName, "refers to the entity &" + xml.getLocalName() + ";");
                default -> {
                    // comments and processing instructions are no data
                }
            }
        }
    }

    private static XmlElement element(XMLStreamReader xml) {
        var namespace = xml.getNamespaceURI();
        return new XmlElement(namespace == null ? "" : namespace, xml.getLocalName(), attributes(xml));
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        int count = xml.getAttributeCount();
        if (count == 0) {
            return Map.of();
        }
        var attributes = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            if (xml.getAttributeNamespace(i) == null
                    || xml.getAttributeNamespace(i).isEmpty()) {
                attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            }
        }
        return attributes;
    }

    /** Entities are declared between brackets, of which the reader always tells at least the last. */
    private static void refuseDeclarations(XMLStreamReader xml, String storedName) {
        var dtd = xml.getText();
        if (dtd != null && dtd.indexOf(']') >= 0) {
            throw entities(xml, storedName, "declares entities or other things in its DOCTYPE");
        }
    }

    private static RuntimeException entities(XMLStreamReader xml, String storedName, String what) {
        return Failures.of(
                ErrorCode.FILE_BOMB,
                "%s %s at line %d; no DTD is processed, so write the text itself"
                        .formatted(storedName, what, xml.getLocation().getLineNumber()));
    }

    /** What the parser said, without the place that it puts before it. */
    private static String said(XMLStreamException e) {
        var reason = Failures.reason(e);
        int message = reason.indexOf("Message: ");
        return message < 0 ? reason : reason.substring(message + "Message: ".length());
    }
}
