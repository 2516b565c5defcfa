package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.text.Times;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants are the same wherever the machine stands: Postgres tells them in its session's zone. */
@Isolated("it changes the time zone of the JVM")
class TimeZoneIT {
    private final TimeZone before = TimeZone.getDefault();
    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void restore() throws Exception {
        TimeZone.setDefault(before);
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Asia/Tokyo", "Europe/Berlin", "Asia/Kolkata", "Africa/Monrovia"})
    void theFirstAndTheLastInstantComeBackInAnyZone(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (var store = SupabaseStore.open(SupabaseConfig.of(database.url()))) {
            var times = List.of(
                    Times.EARLIEST,
                    Instant.parse("1847-12-01T00:01:15Z"),
                    Instant.parse("2026-03-29T01:30:00Z"),
                    Times.LATEST);
            for (var time : times) {
                var prompt = new TagPrompt(Id.of("at " + time), Id.of("d " + time), "text", null, time, null);
                store.tagPrompts().add(prompt);
                assertThat(store.tagPrompts().findLatest(prompt.documentId())).isEqualTo(Optional.of(prompt));
            }
        }
    }
}
