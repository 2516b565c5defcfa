package ai.pmoves.dox.app;

/** Who does what is recorded. */
public final class Actor {
    private Actor() {}

    /** The user and the machine of this process, for example {@code ann@laptop}. */
    public static String ofThisProcess() {
        return "%s@%s"
                .formatted(
                        System.getProperty("user.name", "unknown"),
                        DeviceName.ofThisMachine().orElse("unknown"));
    }
}
