package ai.pmoves.dox.jooq.binding;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetSQLInputContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetSQLOutputContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Binds a type as text, cast to its own type where the database has one.
 *
 * @param <U> the type in Java
 */
abstract class TextBinding<U> implements Binding<Object, U> {
    private static final long serialVersionUID = 1L;

    private final String postgresType;
    private final Class<U> type;

    TextBinding(String postgresType, Class<U> type) {
        this.postgresType = postgresType;
        this.type = type;
    }

    /** Returns null for a text that has no value of the type. */
    abstract @Nullable U read(String text);

    abstract String write(U value);

    @Override
    public Converter<Object, U> converter() {
        return Converter.ofNullable(Object.class, type, raw -> read(raw.toString()), this::write);
    }

    @Override
    public void sql(BindingSQLContext<U> ctx) {
        boolean cast = ctx.family() == SQLDialect.POSTGRES;
        if (ctx.render().paramType() == ParamType.INLINED) {
            ctx.render().visit(DSL.inline(text(ctx.value())));
        } else {
            ctx.render().sql(ctx.variable());
        }
        if (cast) {
            ctx.render().sql("::").sql(postgresType);
        }
    }

    private @Nullable String text(@Nullable U value) {
        return value == null ? null : write(value);
    }

    @Override
    public void set(BindingSetStatementContext<U> ctx) throws SQLException {
        ctx.statement().setString(ctx.index(), text(ctx.value()));
    }

    @Override
    public void get(BindingGetResultSetContext<U> ctx) throws SQLException {
        ctx.convert(converter()).value(ctx.resultSet().getString(ctx.index()));
    }

    @Override
    public void get(BindingGetStatementContext<U> ctx) throws SQLException {
        ctx.convert(converter()).value(ctx.statement().getString(ctx.index()));
    }

    @Override
    public void register(BindingRegisterContext<U> ctx) throws SQLException {
        ctx.statement().registerOutParameter(ctx.index(), Types.VARCHAR);
    }

    @Override
    public void set(BindingSetSQLOutputContext<U> ctx) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void get(BindingGetSQLInputContext<U> ctx) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }
}
