package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.xml.XmlMap.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import javax.xml.xpath.XPathNodes;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** The paths of a map, numbered, each ready to be followed. For one thread: a compiled XPath is no more than that. */
final class XmlFieldPlan {
    private static final Pattern IN_NAMESPACE = Pattern.compile("\\{([^{}']*)\\}([\\w.-]+)");

    private final int[] ends = new int[Field.values().length];
    private final List<@Nullable XmlFieldPath> paths = new ArrayList<>();
    private final List<@Nullable XPathExpression> expressions = new ArrayList<>();

    XmlFieldPlan(XmlMap map) {
        for (var field : Field.values()) {
            for (var path : map.paths(field)) {
                var simple = XmlFieldPath.of(path);
                paths.add(simple.orElse(null));
                expressions.add(simple.isPresent() ? null : compile(path));
            }
            ends[field.ordinal()] = paths.size();
        }
    }

    /** Python's ElementTree writes a namespace in braces before the name, which XPath has no form for. */
    private static String withoutBraces(String path) {
        return IN_NAMESPACE.matcher(path).replaceAll("*[local-name()='$2' and namespace-uri()='$1']");
    }

    private static XPathExpression compile(String path) {
        try {
            var factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newXPath().compile(withoutBraces(path));
        } catch (XPathExpressionException | XPathFactoryConfigurationException e) {
            throw Failures.of(
                    ErrorCode.CONFIG_INVALID,
                    "The field path '%s' of the XML map is no XPath 1.0 expression: %s"
                            .formatted(path, Failures.reason(e)),
                    e);
        }
    }

    int size() {
        return paths.size();
    }

    int first(Field field) {
        return field.ordinal() == 0 ? 0 : ends[field.ordinal() - 1];
    }

    int end(Field field) {
        return ends[field.ordinal()];
    }

    @Nullable
    XmlFieldPath path(int slot) {
        return paths.get(slot);
    }

    /** Whether an entry has to be kept as a tree for at least one path. */
    boolean needsTree() {
        return paths.contains(null);
    }

    /** Follows the paths that need a tree. */
    void evaluate(XmlEntry entry, Element tree) throws XPathException {
        for (int slot = 0; slot < paths.size(); slot++) {
            var expression = expressions.get(slot);
            if (expression != null) {
                entry.set(slot, text(expression, tree));
            }
        }
    }

    private static String text(XPathExpression expression, Element tree) throws XPathException {
        var result = expression.evaluateExpression(tree).value();
        if (result instanceof XPathNodes nodes) {
            return nodes.size() == 0 ? "" : text(nodes.get(0));
        }
        return String.valueOf(result);
    }

    /** An element's text up to its first child element, or another node's value. */
    private static String text(Node node) {
        if (!(node instanceof Element)) {
            return node.getNodeValue() == null ? "" : node.getNodeValue();
        }
        var text = new StringBuilder();
        for (var child = node.getFirstChild(); child instanceof Text; child = child.getNextSibling()) {
            text.append(child.getNodeValue());
        }
        return text.toString();
    }
}
