package ai.pmoves.dox.app.http.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes out of a text where the database is: that is for operators, who find it in the log. */
public final class Addresses {
    private static final Pattern CONNECTION = Pattern.compile("\\S+@\\S+:\\d+/\\S*[^\\s.:,;)]");
    private static final Pattern UNKNOWN_HOST = Pattern.compile("(UnknownHostException: )\\S*[^\\s.:,;)]");

    /** Of a name without a dot, only where the driver names it; a time or the name of a row looks the same. */
    private static final Pattern HOST_AND_PORT = Pattern.compile(
            "(?:\\[[0-9a-fA-F:]+(?:%\\w+)?]|localhost|[\\w-]+(?:\\.[\\w-]+)+|(?<=onnection to )[\\w-]+):\\d{2,5}\\b");

    private static final Pattern PLATFORM_HOST = Pattern.compile("[\\w-]+(?:\\.[\\w-]+)*\\.supabase\\.com?\\b");
    private static final Pattern IPV4 = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern IPV6 = Pattern.compile("\\b[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}(?:%\\w+)?");
    private static final String HIDDEN = "(hidden)";

    private Addresses() {}

    /** Returns the text without hosts, addresses, ports and logins; null for null. */
    public static @Nullable String hide(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var hidden = CONNECTION.matcher(text).replaceAll(HIDDEN);
        hidden = UNKNOWN_HOST.matcher(hidden).replaceAll("$1" + HIDDEN);
        for (var pattern : new Pattern[] {HOST_AND_PORT, PLATFORM_HOST, IPV4, IPV6}) {
            hidden = pattern.matcher(hidden).replaceAll(HIDDEN);
        }
        return hidden;
    }
}
