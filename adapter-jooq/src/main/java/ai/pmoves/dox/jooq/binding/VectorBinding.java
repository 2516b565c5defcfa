package ai.pmoves.dox.jooq.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/** Vectors as blobs of little-endian floats. Public for the generated tables. */
public final class VectorBinding implements Binding<Object, float[]> {
    private static final long serialVersionUID = 1L;

    /** The blob of a vector. */
    public static byte[] toBytes(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /** The vector of a blob. */
    public static float[] toVector(byte[] blob) {
        var vector = new float[blob.length / Float.BYTES];
        ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    @Override
    public Converter<Object, float[]> converter() {
        return Converter.ofNullable(
                Object.class, float[].class, blob -> toVector((byte[]) blob), VectorBinding::toBytes);
    }

    @Override
    public void sql(BindingSQLContext<float[]> ctx) {
        ctx.render().sql(ctx.variable());
    }

    @Override
    public void set(BindingSetStatementContext<float[]> ctx) throws SQLException {
        var vector = ctx.value();
        ctx.statement().setBytes(ctx.index(), vector == null ? null : toBytes(vector));
    }

    @Override
    public void get(BindingGetResultSetContext<float[]> ctx) throws SQLException {
        ctx.convert(converter()).value(ctx.resultSet().getBytes(ctx.index()));
    }

    @Override
    public void get(BindingGetStatementContext<float[]> ctx) throws SQLException {
        ctx.convert(converter()).value(ctx.statement().getBytes(ctx.index()));
    }

    @Override
    public void register(BindingRegisterContext<float[]> ctx) throws SQLException {
        ctx.statement().registerOutParameter(ctx.index(), Types.BLOB);
    }

    @Override
    public void set(BindingSetSQLOutputContext<float[]> ctx) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void get(BindingGetSQLInputContext<float[]> ctx) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }
}
