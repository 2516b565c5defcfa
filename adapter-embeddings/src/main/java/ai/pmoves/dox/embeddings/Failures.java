package ai.pmoves.dox.embeddings;

/** Says in one line why something of DJL or ONNX Runtime failed. */
final class Failures {
    private Failures() {}

    /** The message of the first cause, in one line. */
    static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
