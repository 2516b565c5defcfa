package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Has a command ask before it does what cannot simply be taken back. */
public final class Confirmation {
    @Option(
            names = {"-y", "--yes"},
            description = "Confirm in advance.")
    private boolean yes;

    /**
     * Says what is about to happen, and returns if that is meant: with {@code --yes}, or if the person at the terminal
     * says so.
     *
     * @param what is about to happen, in whole sentences with numbers
     * @throws DoxException {@code request.unconfirmed} if not; nothing was changed
     */
    public void require(DoxCommand dox, String what) {
        var console = dox.console();
        if (yes) {
            if (!dox.json()) {
                console.note(what);
            }
            return;
        }
        if (console.answers().isEmpty()) {
            throw unconfirmed(what + " Run it again with --yes to do that.");
        }
        console.note(what);
        var answer = console.ask("Go on? [y/N]").strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw unconfirmed("Not confirmed.");
        }
    }

    private static DoxException unconfirmed(String reason) {
        return new DoxException(ErrorCode.UNCONFIRMED, reason + " Nothing was changed.");
    }
}
