package ai.pmoves.dox.application.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private static final Clock STOPPED = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

    @Test
    void anIdIsAUuidOfVersionSevenThatBeginsWithTheTime() {
        var id = UUID.fromString(new TimeOrderedIds(STOPPED).next());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(STOPPED.millis());
    }

    @Test
    void idsAscendAlsoWithinAMillisecond() {
        var ids = new TimeOrderedIds(STOPPED);
        var made = new ArrayList<String>();
        for (int i = 0; i < 100_000; i++) {
            made.add(ids.next());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsAscendWhenTheClockIsSetBack() {
        var times = new ArrayList<>(List.of(2_000L, 1_000L, 1_500L, 2_001L));
        var ids = new TimeOrderedIds(new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(times.removeFirst());
            }
        });
        assertThat(List.of(ids.next(), ids.next(), ids.next(), ids.next())).isSorted();
    }

    @Test
    void threadsNeverGetTheSameId() throws Exception {
        var ids = new TimeOrderedIds(STOPPED);
        var all = new HashSet<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<ArrayList<String>> make = () -> {
                var made = new ArrayList<String>();
                for (int i = 0; i < 5_000; i++) {
                    made.add(ids.next());
                }
                return made;
            };
            for (var made : threads.invokeAll(List.of(make, make, make, make))) {
                all.addAll(made.get());
            }
        }
        assertThat(all).hasSize(20_000);
    }
}
