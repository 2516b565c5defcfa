package ai.pmoves.dox.app.access;

import java.util.Locale;

/** What a caller may do, by the names that these have in Supabase. */
public enum Role {
    /** Nothing; also for unknown roles. */
    ANON,
    /** Read. */
    AUTHENTICATED,
    /** Read and write. */
    SERVICE_ROLE;

    static Role named(String name) {
        return switch (name) {
            case "authenticated" -> AUTHENTICATED;
            case "service_role" -> SERVICE_ROLE;
            default -> ANON;
        };
    }

    public boolean mayRead() {
        return this != ANON;
    }

    public boolean mayWrite() {
        return this == SERVICE_ROLE;
    }

    /** The name in Supabase. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
