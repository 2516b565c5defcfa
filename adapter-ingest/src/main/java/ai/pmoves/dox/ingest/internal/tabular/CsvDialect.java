package ai.pmoves.dox.ingest.internal.tabular;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What separates the fields of a delimited file, told from its first lines.
 *
 * @param hasSepLine whether the first line is a spreadsheet program's {@code sep=;}, which is no data
 */
record CsvDialect(char delimiter, boolean hasSepLine) {
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};
    private static final int SAMPLE_CHARS = 64 * 1024;
    private static final int SAMPLE_LINES = 50;
    private static final Pattern SEP_LINE = Pattern.compile("\"?sep=(.)\"?\\s*");

    /** Reads the beginning of the text; the reader stands somewhere behind it afterwards. */
    static CsvDialect of(Reader text) throws IOException {
        var sample = new char[SAMPLE_CHARS];
        int length = new BufferedReader(text).read(sample);
        var lines = lines(new String(sample, 0, Math.max(length, 0)));
        if (lines.isEmpty()) {
            return new CsvDialect(',', false);
        }
        var sepLine = SEP_LINE.matcher(lines.getFirst());
        return sepLine.matches() ? new CsvDialect(sepLine.group(1).charAt(0), true) : detect(lines);
    }

    /** The one that cuts most lines into as many fields as the header has; the comma where two are alike. */
    private static CsvDialect detect(List<String> lines) {
        char best = ',';
        int bestLines = 0;
        for (char candidate : CANDIDATES) {
            int inHeader = count(lines.getFirst(), candidate);
            int alike = (int) lines.stream()
                    .filter(line -> count(line, candidate) == inHeader)
                    .count();
            if (inHeader > 0 && alike > bestLines) {
                best = candidate;
                bestLines = alike;
            }
        }
        return new CsvDialect(best, false);
    }

    /** Lines as a delimited file has them: a line break between quotes ends none. */
    private static List<String> lines(String sample) {
        var lines = new ArrayList<String>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < sample.length() && lines.size() < SAMPLE_LINES; i++) {
            char c = sample.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == '\n' || c == '\r')) {
                if (i > start) {
                    lines.add(sample.substring(start, i));
                }
                start = i + 1;
            }
        }
        if (lines.isEmpty() && start < sample.length()) {
            lines.add(sample.substring(start));
        }
        return lines;
    }

    private static int count(String line, char delimiter) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == delimiter ? 1 : 0;
        }
        return count;
    }
}
