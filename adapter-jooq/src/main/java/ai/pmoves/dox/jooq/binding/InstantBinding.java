package ai.pmoves.dox.jooq.binding;

import ai.pmoves.dox.domain.LogTimestamps;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.BindingGetResultSetContext;
import org.jooq.SQLDialect;

/**
 * Instants as {@link TimeText}; timestamptz where the database has it. Public for the generated tables.
 *
 * <p>Postgres writes a timestamptz in the zone of its session, which is that of this machine: in New York the year 1
 * begins before Christ. So the driver reads it there.
 */
public final class InstantBinding extends TextBinding<Instant> {
    private static final long serialVersionUID = 1L;

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
        return TimeText.write(value);
    }

    @Override
    public void get(BindingGetResultSetContext<Instant> ctx) throws SQLException {
        if (ctx.family() == SQLDialect.POSTGRES) {
            var time = ctx.resultSet().getObject(ctx.index(), OffsetDateTime.class);
            ctx.value(time == null ? null : time.toInstant());
        } else {
            super.get(ctx);
        }
    }
}
