package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.ports.store.Store;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do with a store, with all its values: equal stores answer alike and are equal afterwards.
 *
 * @param text what it does, for people
 */
record Step(String text, Work work) {
    private static final Pattern REPEATED = Pattern.compile("([x0\\[\\]{}])\\1{40,}");
    private static final int SHOWN = 1_000;

    /** Asks or changes a store and returns what it answered, in a form in which equal answers are equal. */
    @FunctionalInterface
    interface Work {
        @Nullable
        Object on(Store store);
    }

    /** @param arguments of the call, for people */
    static Step of(String call, Work work, Object... arguments) {
        var text = new StringBuilder(call);
        for (var argument : arguments) {
            text.append("\n    ").append(shown(String.valueOf(argument)));
        }
        return new Step(text.toString(), work);
    }

    /** A step that only writes. */
    static Step write(String call, Consumer<Store> work, Object... arguments) {
        return of(
                call,
                store -> {
                    work.accept(store);
                    return "done";
                },
                arguments);
    }

    @Override
    public String toString() {
        return text;
    }

    /** With odd characters written out and repeated ones not; of what is long the beginning. */
    static String shown(String whole) {
        var text = REPEATED.matcher(whole).replaceAll(many -> many.group(1) + "...");
        var shown = new StringBuilder();
        text.chars().limit(SHOWN).forEach(c -> {
            if (c < 0x20 || c >= 0x7f) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.append((char) c);
            }
        });
        return text.length() > SHOWN ? shown + "... (" + text.length() + " characters)" : shown.toString();
    }
}
