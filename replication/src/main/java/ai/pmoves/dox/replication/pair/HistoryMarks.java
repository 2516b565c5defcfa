package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.DeviceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes the marks to a hub by which {@link PairHistory} recognises a store that went back in time: after a transfer,
 * and periodically. Each comes with the device's report. Not thread-safe; one process of a device at a time.
 */
public final class HistoryMarks {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Edge edge;
    private final DeviceInfo device;
    private boolean isDue = true;
    private long leftAt;
    private long epoch;

    public HistoryMarks(Edge edge, DeviceInfo device) {
        this.edge = edge;
        this.device = device;
    }

    /** Records a transfer of rows, so that a mark is due. */
    public void due() {
        isDue = true;
    }

    /** Writes a mark if one is due. */
    public void leaveIfDue(Hub hub) {
        boolean isSilent = System.nanoTime() - leftAt >= LONGEST_SILENCE.toNanos();
        if (isDue || isSilent || edge.sync().role().epoch() != epoch) {
            leave(hub);
        }
    }

    /** Writes a mark. A crash after any of its steps leaves either mark known. */
    public void leave(Hub hub) {
        var role = edge.sync().role();
        var hubId = hub.sync().role().storeId();
        var there = hub.sync().checkpoint(role.storeId());
        there.filter(mark -> mark.equals(edge.sync().checkpoints(hubId).begun()))
                .ifPresent(mark -> edge.sync().confirmCheckpoint(hubId, mark));
        long number = there.map(Checkpoint::number).orElse(0L) + 1;
        var next = new Checkpoint(number, UUID.randomUUID().toString());
        edge.sync().beginCheckpoint(hubId, next);
        hub.sync()
                .noteDevice(
                        new DeviceReport(
                                role.storeId(),
                                device.name(),
                                device.offlineMode(),
                                edge.sync().unsentBacklog().rows(),
                                Instant.EPOCH),
                        next);
        edge.sync().confirmCheckpoint(hubId, next);
        isDue = false;
        leftAt = System.nanoTime();
        epoch = role.epoch();
    }
}
