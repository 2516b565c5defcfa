package ai.pmoves.dox.jooq.binding;

import ai.pmoves.dox.domain.LogTimestamps;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.BindingGetResultSetContext;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instants as {@link TimeText}; timestamptz where the database has it. Public for the generated tables.
 *
 * <p>Postgres writes a timestamptz in the zone of its session, which is that of this machine: in New York the year 1
 * begins before Christ. So the driver reads it there.
 *
 * <p>SQLite keeps any text in such a column. One that is no time, which only statements past this program write, is read
 * as null, with a warning in the log, so that one row makes no list unreadable.
 */
public final class InstantBinding extends TextBinding<Instant> {
    private static final Logger LOG = LoggerFactory.getLogger(InstantBinding.class);
    private static final long serialVersionUID = 1L;

    public InstantBinding() {
        super("timestamptz", Instant.class);
    }

    @Override
    @Nullable
    Instant read(String text) {
        var time = LogTimestamps.parse(text);
        if (time.isEmpty()) {
            LOG.warn("event=store.unreadable-time value=\"{}\"", text);
        }
        return time.orElse(null);
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
