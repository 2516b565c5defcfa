package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.Progress;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.library.Dox;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Embeds what waits, with progress. */
final class Embedding {
    private Embedding() {}

    /**
     * Returns how many texts were embedded, or empty if there is no model, which is noted: what was stored is
     * found by its words, and embedded by the next run.
     */
    static OptionalLong all(Dox dox, Console console) {
        var embedChunks = dox.embedChunks();
        var done = new AtomicLong();
        try {
            long pending = embedChunks.pending(embedChunks.model());
            if (pending == 0) {
                return OptionalLong.of(0);
            }
            try (var progress = Progress.start(console, "embedding", pending)) {
                embedChunks.embedAll(sum -> {
                    done.set(sum);
                    progress.at(sum);
                });
            }
            return OptionalLong.of(done.get());
        } catch (DoxException e) {
            console.note("warning: not embedded, so found by words only until the next run: " + Failures.told(e));
            return OptionalLong.empty();
        }
    }
}
