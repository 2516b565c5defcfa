package ai.pmoves.dox.ingest.internal.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.jspecify.annotations.Nullable;

/** Reads the sheets of a workbook in the binary format of Excel 97. */
final class XlsSheets {
    private XlsSheets() {}

    /** Returns the tables by their sheet's name, in the workbook's order. */
    static Map<String, DataTable> read(Path file, String storedName, int maxCells) throws IOException {
        try (var container = new POIFSFileSystem(file.toFile(), true)) {
            if (container.getRoot().hasEntryCaseInsensitive("EncryptedPackage")) {
                throw WorkbookParser.encrypted(storedName, null);
            }
            try (var workbook = new HSSFWorkbook(container)) {
                boolean from1904 = workbook.getInternalWorkbook().isUsing1904DateWindowing();
                var tables = new LinkedHashMap<String, DataTable>();
                for (var sheet : workbook) {
                    var table = new SheetTable(storedName, sheet.getSheetName(), maxCells);
                    fill(table, sheet, from1904);
                    tables.put(sheet.getSheetName(), table.toTable());
                }
                return tables;
            }
        }
    }

    private static void fill(SheetTable table, Sheet sheet, boolean from1904) {
        for (var row : sheet) {
            for (var cell : row) {
                table.set(cell.getColumnIndex(), value(cell, from1904));
            }
            table.endRow();
        }
    }

    private static @Nullable Object value(Cell cell, boolean from1904) {
        var type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case NUMERIC -> number(cell, from1904);
            case STRING -> cell.getRichStringCellValue().getString();
            case BOOLEAN -> cell.getBooleanCellValue();
            case BLANK, ERROR, FORMULA, _NONE -> null;
        };
    }

    private static @Nullable Object number(Cell cell, boolean from1904) {
        var style = cell.getCellStyle();
        return SheetNumbers.isMoment(style.getDataFormat(), style.getDataFormatString())
                ? SheetNumbers.moment(cell.getNumericCellValue(), from1904)
                : SheetNumbers.plain(cell.getNumericCellValue());
    }
}
