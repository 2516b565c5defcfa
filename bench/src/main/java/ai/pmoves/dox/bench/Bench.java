package ai.pmoves.dox.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmarks that its arguments name, or all of them. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1 && args[0].equals("child")) {
            Map<String, Child.Task> tasks = new HashMap<>(LogIngest.tasks());
            tasks.get(args[1]).run(java.util.Arrays.copyOfRange(args, 2, args.length));
            return;
        }
        var wanted = args.length == 0 ? List.of("logs") : List.of(args);
        if (wanted.contains("logs")) {
            LogIngest.run(Integer.getInteger("bench.logs", 1_000_000));
        }
    }
}
