package ai.pmoves.dox.export;

/** Text as it stands in XML 1.0, whatever it has in it. */
final class XmlText {
    private static final char REPLACEMENT = '\uFFFD';

    private XmlText() {}

    /** Replaces each character that XML 1.0 cannot have, by any means, with U+FFFD. */
    static String clean(String text) {
        if (text.codePoints().allMatch(XmlText::isAllowed)) {
            return text;
        }
        return text.codePoints()
                .map(c -> isAllowed(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isAllowed(int c) {
        return c >= ' ' ? c < 0xD800 || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF : c == '\t' || c == '\n' || c == '\r';
    }

    /** Between tags. */
    static String content(String text) {
        return clean(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    /** Between the double quotes of an attribute. */
    static String attribute(String text) {
        return content(text).replace("\"", "&quot;").replace("\t", "&#9;").replace("\n", "&#10;");
    }
}
