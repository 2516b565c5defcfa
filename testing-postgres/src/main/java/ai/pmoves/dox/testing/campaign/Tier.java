package ai.pmoves.dox.testing.campaign;

import java.util.Locale;

/** How much of the long campaigns a run does, as {@code -Ddox.test.tier} says: {@code default} or {@code all}. */
public enum Tier {
    /** What has to pass before each merge: of each campaign the part that tells the most in the least time. */
    DEFAULT,
    /** All of it, as every night. */
    ALL;

    private static final String PROPERTY = "dox.test.tier";

    /** @throws IllegalArgumentException if the property names no tier */
    public static Tier current() {
        return of(System.getProperty(PROPERTY, "default"));
    }

    static Tier of(String name) {
        for (var tier : values()) {
            if (tier.name().toLowerCase(Locale.ROOT).equals(name)) {
                return tier;
            }
        }
        throw new IllegalArgumentException("-D%s=%s is no tier of tests: say default or all".formatted(PROPERTY, name));
    }

    /** Returns the one of the two that this run takes. */
    public static <T> T choose(T ofDefault, T ofAll) {
        return current() == ALL ? ofAll : ofDefault;
    }
}
