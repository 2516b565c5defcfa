package ai.pmoves.dox.jooq.sync;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.jooq.binding.InstantBinding;
import ai.pmoves.dox.jooq.binding.JsonBinding;
import java.time.Instant;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** The types of columns that both databases have in a form of their own. */
public final class SyncTypes {
    public static final DataType<Instant> TIME = SQLDataType.VARCHAR.asConvertedDataType(new InstantBinding());
    public static final DataType<Json> JSON = SQLDataType.VARCHAR.asConvertedDataType(new JsonBinding());

    private SyncTypes() {}
}
