package ai.pmoves.dox.testing.storage;

/** Why Storage does not do what it is asked. */
final class Refusal extends Exception {
    private final int status;
    private final String error;

    Refusal(int status, String error, String message) {
        super(message);
        this.status = status;
        this.error = error;
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }
}
