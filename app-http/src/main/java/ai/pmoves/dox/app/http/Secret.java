package ai.pmoves.dox.app.http;

/** A value that must not appear in a log or a message: its text form hides it. */
public record Secret(String value) {
    public Secret {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret is blank");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
