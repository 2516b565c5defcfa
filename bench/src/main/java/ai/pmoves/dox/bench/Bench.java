package ai.pmoves.dox.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the benchmarks that its arguments name, or all of them. A folder with a judged collection may follow
 * {@code quality}, a seed {@code interruptions}, {@code pair-interruptions} and {@code cutovers}, and how many log
 * entries are copied {@code migration}.
 */
public final class Bench {
    private static final List<String> ALL = List.of(
            "logs",
            "embedding",
            "search",
            "pages",
            "startup",
            "shared",
            "migration",
            "pair",
            "interruptions",
            "pair-interruptions",
            "cutovers");

    private Bench() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1 && args[0].equals("child")) {
            LogIngest.child(args[1], Arrays.copyOfRange(args, 2, args.length));
            return;
        }
        var wanted = args.length == 0 ? ALL : List.of(args);
        Report.figure(
                "JVM",
                "%s, %d processors",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < wanted.size(); i++) {
            switch (wanted.get(i)) {
                case "logs" -> LogIngest.run(1_000_000);
                case "embedding" -> Embedding.run();
                case "search" -> Search.run();
                case "pages" -> LogPages.run();
                case "shared" -> Shared.run();
                case "migration" ->
                    Migration.run(isNumber(wanted, i + 1) ? Integer.parseInt(wanted.get(++i)) : Migration.LOGS);
                case "pair" -> DualWrite.run();
                case "interruptions" ->
                    Interrupted.copies(isNumber(wanted, i + 1) ? Long.parseLong(wanted.get(++i)) : 0);
                case "pair-interruptions" ->
                    Interrupted.pairs(isNumber(wanted, i + 1) ? Long.parseLong(wanted.get(++i)) : 0);
                case "cutovers" -> Cutovers.run(isNumber(wanted, i + 1) ? Long.parseLong(wanted.get(++i)) : 0);
                case "startup" -> Startup.run();
                case "quality" -> Quality.run(Path.of(wanted.get(++i)));
                default ->
                    throw new IllegalArgumentException(
                            "no benchmark '%s'; there are %s and quality FOLDER".formatted(wanted.get(i), ALL));
            }
        }
    }

    private static boolean isNumber(List<String> words, int index) {
        return index < words.size() && words.get(index).matches("\\d{1,9}");
    }
}
