package ai.pmoves.dox.jooq.binding;

import ai.pmoves.dox.domain.LogTimestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Instants in UTC with six decimals, so that they sort as text; timestamptz where the database has it. Public
 * for the generated tables.
 */
public final class InstantBinding extends TextBinding<Instant> {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public InstantBinding() {
        super("timestamptz", Instant.class);
    }

    @Override
    Instant read(String text) {
        return LogTimestamps.parse(text)
                .orElseThrow(() -> new IllegalStateException("a stored time is '" + text + "', which is none"));
    }

    @Override
    String write(Instant value) {
        return FORMAT.format(value);
    }
}
