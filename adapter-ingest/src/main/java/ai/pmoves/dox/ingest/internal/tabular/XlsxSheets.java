package ai.pmoves.dox.ingest.internal.tabular;

import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import ai.pmoves.dox.ingest.internal.files.SecureXml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.SharedStrings;
import org.apache.poi.xssf.model.StylesTable;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Streams the sheets of an XLSX workbook, so that memory holds the cells and not the XML around them. */
final class XlsxSheets {
    private final String storedName;
    private final int maxCells;
    private final SharedStrings strings;
    private final @Nullable StylesTable styles;
    private final boolean from1904;

    private XlsxSheets(
            String storedName, int maxCells, SharedStrings strings, @Nullable StylesTable styles, boolean from1904) {
        this.storedName = storedName;
        this.maxCells = maxCells;
        this.strings = strings;
        this.styles = styles;
        this.from1904 = from1904;
    }

    /** Returns the tables by their sheet's name, in the workbook's order. */
    static Map<String, DataTable> read(Path file, String storedName, int maxCells)
            throws IOException, OpenXML4JException, SAXException, XMLStreamException {
        try (var opc = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            var reader = new XSSFReader(opc);
            var sheets = new XlsxSheets(
                    storedName,
                    maxCells,
                    new ReadOnlySharedStringsTable(opc),
                    reader.getStylesTable(),
                    countsFrom1904(reader));
            var tables = new LinkedHashMap<String, DataTable>();
            var parts = reader.getSheetIterator();
            while (parts.hasNext()) {
                try (var part = parts.next()) {
                    tables.put(parts.getSheetName(), sheets.table(parts.getSheetName(), part));
                }
            }
            return tables;
        }
    }

    private static boolean countsFrom1904(XSSFReader reader)
            throws IOException, OpenXML4JException, XMLStreamException {
        try (var workbook = reader.getWorkbookData()) {
            var xml = SecureXml.reader(workbook);
            while (xml.hasNext()) {
                if (xml.next() == START_ELEMENT && xml.getLocalName().equals("workbookPr")) {
                    var value = xml.getAttributeValue(null, "date1904");
                    return "1".equals(value) || "true".equals(value);
                }
            }
            return false;
        }
    }

    private DataTable table(String sheet, InputStream part) throws XMLStreamException {
        var table = new SheetTable(storedName, sheet, maxCells);
        var xml = SecureXml.reader(part);
        int column = -1;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == START_ELEMENT && xml.getLocalName().equals("row")) {
                column = -1;
            } else if (event == START_ELEMENT && xml.getLocalName().equals("c")) {
                var reference = xml.getAttributeValue(null, "r");
                column = reference == null ? column + 1 : new CellReference(reference).getCol();
                table.set(column, cell(xml));
            } else if (event == END_ELEMENT && xml.getLocalName().equals("row")) {
                table.endRow();
            }
        }
        return table.toTable();
    }

    /** Reads a cell element up to its end. */
    private @Nullable Object cell(XMLStreamReader xml) throws XMLStreamException {
        var type = xml.getAttributeValue(null, "t");
        var style = xml.getAttributeValue(null, "s");
        var value = new StringBuilder();
        boolean inText = false;
        int phonetic = 0;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == START_ELEMENT) {
                depth++;
                phonetic += xml.getLocalName().equals("rPh") ? 1 : 0;
                inText = phonetic == 0
                        && (xml.getLocalName().equals("v") || xml.getLocalName().equals("t"));
            } else if (event == END_ELEMENT) {
                depth--;
                phonetic -= xml.getLocalName().equals("rPh") ? 1 : 0;
                inText = false;
            } else if (inText && xml.isCharacters()) {
                value.append(xml.getText());
            }
        }
        return value.isEmpty() ? null : value(type == null ? "n" : type, style, value.toString());
    }

    private @Nullable Object value(String type, @Nullable String style, String text) {
        return switch (type) {
            case "s" -> strings.getItemAt(Integer.parseInt(text.strip())).getString();
            case "b" -> text.strip().equals("1") || text.strip().equals("true");
            case "e" -> null;
            case "n" -> number(Double.parseDouble(text.strip()), style);
            default -> text; // str, inlineStr, and d, which is ISO text already
        };
    }

    private @Nullable Object number(double value, @Nullable String style) {
        if (style == null || styles == null) {
            return SheetNumbers.plain(value);
        }
        var format = styles.getStyleAt(Integer.parseInt(style));
        return format != null && SheetNumbers.isMoment(format.getDataFormat(), format.getDataFormatString())
                ? SheetNumbers.moment(value, from1904)
                : SheetNumbers.plain(value);
    }
}
