package ai.pmoves.dox.app.cli.support;

import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far something came: a moving bar on a terminal, a line every few seconds elsewhere. */
public interface Progress extends AutoCloseable {
    void at(long done);

    @Override
    void close();

    static Progress start(Console console, String what, long total) {
        return start(console, what, total, 0);
    }

    /** @param done what an interrupted run has dealt with */
    static Progress start(Console console, String what, long total, long done) {
        return console.terminal()
                ? new Bar(console, what, total, done)
                : new Lines(console, what, total, done, System::nanoTime);
    }

    /** Progress of something that prints a line at each step: only the bar, if there is one. */
    static Progress onTerminal(Console console, String what, long total) {
        return console.terminal() ? new Bar(console, what, total, 0) : new Lines(console, what, 0, 0, System::nanoTime);
    }

    /** Draws over itself on the standard error. */
    final class Bar implements Progress {
        private final ProgressBar bar;

        Bar(Console console, String what, long total, long done) {
            bar = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(total)
                    .startsFrom(done, Duration.ZERO)
                    .showSpeed()
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

    /** A line every few seconds, with the rate of this run and how long the rest will take at that rate. */
    final class Lines implements Progress {
        static final Duration INTERVAL = Duration.ofSeconds(5);

        private final Console console;
        private final String what;
        private final long total;
        private final long doneBefore;
        private final LongSupplier nanoTime;
        private final long begin;
        private long said;

        /** @param total nothing is printed if it is 0 */
        Lines(Console console, String what, long total, long doneBefore, LongSupplier nanoTime) {
            this.console = console;
            this.what = what;
            this.total = total;
            this.doneBefore = doneBefore;
            this.nanoTime = nanoTime;
            this.begin = nanoTime.getAsLong();
            this.said = begin;
        }

        @Override
        public void at(long done) {
            long now = nanoTime.getAsLong();
            if (total > 0 && done < total && now - said >= INTERVAL.toNanos()) {
                said = now;
                console.note(line(done, now - begin));
            }
        }

        private String line(long done, long nanos) {
            var line = "%s: %s of %s (%d %%)"
                    .formatted(what, CopyReport.number(done), CopyReport.number(total), done * 100 / total);
            double perSecond = (done - doneBefore) / (nanos / 1e9);
            return perSecond <= 0
                    ? line
                    : line
                            + ", %s/s, %s left"
                                    .formatted(
                                            CopyReport.number(Math.round(perSecond)),
                                            time(Math.round((total - done) / perSecond)));
        }

        private static String time(long seconds) {
            if (seconds < 60) {
                return seconds + " s";
            }
            long minutes = seconds / 60;
            return minutes < 60
                    ? "%d min %d s".formatted(minutes, seconds % 60)
                    : "%d h %d min".formatted(minutes / 60, minutes % 60);
        }

        @Override
        public void close() {
            // the result says the rest
        }
    }
}
