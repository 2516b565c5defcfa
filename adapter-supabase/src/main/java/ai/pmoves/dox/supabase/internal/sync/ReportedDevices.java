package ai.pmoves.dox.supabase.internal.sync;

import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.jooq.sync.SyncTypes;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The devices that use the shared store, and the marks that they left. Within the transaction of {@code dsl}. */
public final class ReportedDevices {
    private static final String NOTE = """
            insert into dox.sync_devices values (?, ?, ?, ?, ?, ?, clock_timestamp())
            on conflict (store_id) do update set name = excluded.name, offline_mode = excluded.offline_mode,
                unsent_rows = excluded.unsent_rows, number = excluded.number, mark = excluded.mark,
                seen_at = excluded.seen_at""";

    private static final String LIST = """
            select store_id, name, offline_mode, unsent_rows, seen_at from dox.sync_devices
            order by seen_at desc, store_id""";

    private ReportedDevices() {}

    public static Optional<Checkpoint> checkpoint(DSLContext dsl, String storeId) {
        return dsl.fetchOptional("select number, mark from dox.sync_devices where store_id = ?", storeId)
                .map(row -> new Checkpoint(row.get(0, Long.class), row.get(1, String.class)));
    }

    public static int note(DSLContext dsl, DeviceReport device, Checkpoint mark) {
        return dsl.execute(
                NOTE,
                device.storeId(),
                device.name(),
                device.offlineMode(),
                device.unsentRows(),
                mark.number(),
                mark.mark());
    }

    public static List<DeviceReport> list(DSLContext dsl) {
        var seenAt = DSL.field("seen_at", SyncTypes.TIME);
        return dsl.resultQuery(LIST)
                .coerce(
                        DSL.field("store_id", SQLDataType.VARCHAR),
                        DSL.field("name", SQLDataType.VARCHAR),
                        DSL.field("offline_mode", SQLDataType.VARCHAR),
                        DSL.field("unsent_rows", SQLDataType.BIGINT),
                        seenAt)
                .fetch(row -> new DeviceReport(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, Long.class),
                        row.get(seenAt)));
    }

    public static int forget(DSLContext dsl, String storeId) {
        return dsl.execute("delete from dox.sync_devices where store_id = ?", storeId);
    }
}
