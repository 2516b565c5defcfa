package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Pages;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers log entries as comma-separated values: lines end with LF, line breaks within a value become blanks, a
 * value is quoted only if it has a comma or a quote.
 *
 * <p>Values are verbatim, also those that begin with {@code = + - @}: clients read this as data, and a log line
 * that is a formula would be another line if it were changed. A spreadsheet should import
 * its columns as text.
 */
final class LogCsv {
    private static final String HEADER = "ts,level,code,component,message\n";

    private LogCsv() {}

    static void answer(Context ctx, Function<PageRequest, Page<LogEntry>> list) {
        ctx.contentType("text/csv; charset=utf-8").header("Content-Disposition", "attachment; filename=logs.csv");
        try {
            var writer = new BufferedWriter(new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8));
            writer.write(HEADER);
            for (var log : Pages.all(list)) {
                writer.write(line(log));
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String line(LogEntry log) {
        return String.join(
                        ",",
                        value(log.ts()),
                        value(log.level()),
                        value(log.code()),
                        value(log.component()),
                        value(log.message()))
                + "\n";
    }

    private static String value(@Nullable String text) {
        if (text == null) {
            return "";
        }
        var oneLine = text.replace('\r', ' ').replace('\n', ' ');
        return oneLine.indexOf(',') < 0 && oneLine.indexOf('"') < 0
                ? oneLine
                : '"' + oneLine.replace("\"", "\"\"") + '"';
    }
}
