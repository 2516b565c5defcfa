package ai.pmoves.dox.ingest;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML readers that take no DTD into account and fetch nothing. */
final class SecureXml {
    private SecureXml() {}

    /** Reads XML in the encoding that it declares. A DTD is reported as an event, and its entities are unknown. */
    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        // not shared between threads: the JDK's factory hands out a reader that it may reuse
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entity " + systemId + " is not read");
        });
        return factory.createXMLStreamReader(in);
    }
}
