package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records operations on a pair in both of its stores. Thread-safe. */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Clock clock;
    private final String actor;

    /** @param actor the actor of the recorded operations: a user and a machine */
    public Journal(Clock clock, String actor) {
        this.clock = clock;
        this.actor = actor;
    }

    /** The actor of the recorded operations. */
    String actor() {
        return actor;
    }

    /** An event with the current time. */
    public SyncEvent event(String step, Map<String, ?> figures) {
        return new SyncEvent(clock.instant().truncatedTo(ChronoUnit.MICROS), actor, step, Json.of(figures));
    }

    /** Records an event in every store that can be reached. */
    public void record(Collection<? extends StoreSync> stores, String step, Map<String, ?> figures) {
        var event = event(step, figures);
        for (var store : stores) {
            try {
                store.record(event);
            } catch (DoxException e) {
                LOG.warn("event=sync.unrecorded step={} reason=\"{}\"", step, e.getMessage());
            }
        }
    }

    /** The latest events of these stores, each once, the newest first. */
    public static List<SyncEvent> history(Collection<? extends StoreSync> stores, int maxEvents) {
        var events = new LinkedHashSet<SyncEvent>();
        for (var store : stores) {
            events.addAll(store.history(maxEvents));
        }
        return events.stream()
                .sorted(Comparator.comparing(SyncEvent::at).reversed())
                .limit(maxEvents)
                .toList();
    }
}
