package ai.pmoves.dox.app.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err notes, progress and errors
 * @param terminal whether a person watches {@code err}, so that progress may move
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    PrintWriter outWriter() {
        return new PrintWriter(out, true, out.charset());
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, err.charset());
    }

    /** Prints a line of the result. */
    void print(String line) {
        if (terminal) {
            err.print("\r\u001b[K"); // wipes the progress bar, which draws itself again
            err.flush();
        }
        out.println(plain(line));
    }

    /** Prints a line that is not part of the result. */
    void note(String line) {
        err.println(plain(line));
    }

    /** Prints a JSON document as it is. */
    void json(byte[] document) {
        out.write(document, 0, document.length);
        out.write('\n');
        out.flush();
    }

    void json(String document) {
        json(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes what a terminal would obey out of a text that came from elsewhere. */
    private static String plain(String line) {
        return line.replaceAll("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}&&[^\\t]]", " ");
    }
}
