package ai.pmoves.dox.app.cli.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err notes, progress and errors
 * @param terminal whether a person watches {@code err}, so that progress may move
 * @param answers what a person types, if there is one to be asked
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, Optional<BufferedReader> answers) {
    public Console(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, Optional.empty());
    }

    public PrintWriter outWriter() {
        return new PrintWriter(out, true, out.charset());
    }

    public PrintWriter errWriter() {
        return new PrintWriter(err, true, err.charset());
    }

    /** Prints a line of the result. */
    public void print(String line) {
        if (terminal) {
            err.print("\r\u001b[K"); // wipes the progress bar, which draws itself again
            err.flush();
        }
        out.println(plain(line));
    }

    /** Prints a line that is not part of the result. */
    public void note(String line) {
        err.println(plain(line));
    }

    /**
     * Asks a person, who is there; what they typed, or nothing if they closed their end.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    String ask(String question) {
        err.print(plain(question) + ' ');
        err.flush();
        try {
            return Objects.requireNonNullElse(answers.orElseThrow().readLine(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints a JSON document as it is. */
    public void json(byte[] document) {
        out.write(document, 0, document.length);
        out.write('\n');
        out.flush();
    }

    public void json(String document) {
        json(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes what a terminal would obey out of a text that came from elsewhere. */
    private static String plain(String line) {
        return line.replaceAll("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}&&[^\\t]]", " ");
    }
}
