package ai.pmoves.dox.ingest.internal.xml;

import java.util.Map;

/**
 * An element that is open while a file is streamed.
 *
 * @param namespace empty if none
 * @param attributes by local name, those without a namespace
 */
record XmlElement(String namespace, String name, Map<String, String> attributes) {
    /** {@code {namespace}name}, or the name alone. */
    String clarkName() {
        return namespace.isEmpty() ? name : "{" + namespace + "}" + name;
    }
}
