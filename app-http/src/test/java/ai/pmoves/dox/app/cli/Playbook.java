package ai.pmoves.dox.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What docs/operations.md has an operator do, block by block. */
record Playbook(List<String> lines) {
    private static final Pattern PLACEHOLDER = Pattern.compile("postgresql://(\\w+)\\.REF:PASSWORD@[^ '\"]+");

    /** A block of the document: commands with what they print, SQL, or settings. */
    sealed interface Step {
        /** @param printed the lines that it prints, as the document shows them; others may come between */
        record Command(String command, List<String> printed) implements Step {}

        record Sql(String statement) implements Step {}

        record Settings(List<String> lines) implements Step {}
    }

    static Playbook read() throws IOException {
        return new Playbook(Files.readAllLines(Path.of("../docs/operations.md")));
    }

    /** The blocks below a heading, up to the next one of any level, in their order. */
    List<Step> under(String heading) {
        int start = lines.indexOf(heading) + 1;
        if (start == 0) {
            throw new AssertionError("docs/operations.md has no heading '" + heading + "'");
        }
        var steps = new ArrayList<Step>();
        for (int i = start; i < lines.size() && !lines.get(i).startsWith("#"); i++) {
            var line = lines.get(i).strip();
            if (line.startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).strip().startsWith("```")) {
                    end++;
                }
                addBlock(line.substring(3), lines.subList(i + 1, end), steps);
                i = end;
            }
        }
        return steps;
    }

    private static void addBlock(String language, List<String> block, List<Step> steps) {
        var stripped = block.stream().map(String::strip).toList();
        if (language.equals("sql")) {
            steps.add(new Step.Sql(String.join("\n", stripped)));
        } else if (stripped.getFirst().startsWith("$ ")) {
            addCommands(stripped, steps);
        } else {
            steps.add(new Step.Settings(stripped));
        }
    }

    private static void addCommands(List<String> block, List<Step> steps) {
        for (int i = 0; i < block.size(); ) {
            var command = new StringBuilder(block.get(i).substring(2));
            for (i++; command.toString().endsWith("\\"); i++) {
                command.setLength(command.length() - 1);
                command.append(block.get(i));
            }
            var printed = new ArrayList<String>();
            for (; i < block.size() && !block.get(i).startsWith("$ "); i++) {
                printed.add(block.get(i));
            }
            steps.add(new Step.Command(command.toString(), printed));
        }
    }

    /** What stands in the document, with the host, port and name of a database in the place of its examples. */
    static String filledIn(String text, String address) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> "postgresql://%s@%s"
                .formatted(found.group(1).equals("postgres") ? "postgres:postgres" : "dox_app:secret", address));
    }

    /** A line of output with what differs from run to run taken out: names of hosts and databases, numbers and times. */
    static String shape(String line) {
        return line.replaceAll("\\w+(\\.REF)?@[^ ,)]+", "@")
                .replaceAll("\\d[\\d,.]*", "0")
                .strip();
    }
}
