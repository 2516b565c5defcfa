package ai.pmoves.dox.app.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far something came: a moving bar for a person, a line now and then for a file. */
interface Progress extends AutoCloseable {
    void at(long done);

    @Override
    void close();

    static Progress start(Console console, String what, long total) {
        return console.terminal() ? new Bar(console, what, total) : new Lines(console, what, total);
    }

    /** Progress of something that prints a line at each step: only the bar, if there is one. */
    static Progress onTerminal(Console console, String what, long total) {
        return console.terminal() ? new Bar(console, what, total) : new Lines(console, what, 0);
    }

    /** Draws over itself on the standard error. */
    final class Bar implements Progress {
        private final ProgressBar bar;

        Bar(Console console, String what, long total) {
            bar = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(console.err()))
                    .build();
        }

        @Override
        public void at(long done) {
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Says each tenth. */
    final class Lines implements Progress {
        private static final int PARTS = 10;

        private final Console console;
        private final String what;
        private final long total;
        private long said;

        Lines(Console console, String what, long total) {
            this.console = console;
            this.what = what;
            this.total = total;
        }

        @Override
        public void at(long done) {
            long part = total == 0 ? 0 : done * PARTS / total;
            if (part > said && done < total) {
                said = part;
                console.note("%s: %d of %d".formatted(what, done, total));
            }
        }

        @Override
        public void close() {
            // the result says the rest
        }
    }
}
