package ai.pmoves.dox.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimestampsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-09-25T10:01:02Z           | 2025-09-25T10:01:02Z",
                "2000-02-29T23:59:59Z           | 2000-02-29T23:59:59Z",
                "0001-01-01T00:00:00Z           | 0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z           | 9999-12-31T23:59:59Z",
                "1893-03-31T23:59:59Z           | 1893-03-31T23:59:59Z",
                "2025-09-25 10:01:02            | 2025-09-25T10:01:02Z",
                "2025-09-25                     | 2025-09-25T00:00:00Z",
                "2025-09-25T10:01               | 2025-09-25T10:01:00Z",
                "2025-09-25T10:01:02.5+02:00    | 2025-09-25T08:01:02.5Z",
                "2025-09-25T10:01:02+0200       | 2025-09-25T08:01:02Z",
                "2025-09-25T10:01:02-05         | 2025-09-25T15:01:02Z",
                "2025-09-25 10:01:02,123        | 2025-09-25T10:01:02.123Z",
                "2025-09-25 10:01:02 +01:00     | 2025-09-25T09:01:02Z",
                "2025-09-25T10:01:02.123456789Z | 2025-09-25T10:01:02.123456Z",
                "2025-09-25t10:01:02z           | 2025-09-25T10:01:02Z",
            })
    void everyIsoFormIsRead(String text, Instant instant) {
        assertThat(LogTimestamps.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "t1",
                "yesterday",
                "2025-13-01",
                "2025-02-30T00:00:00Z",
                "25/09/2025",
                "2025-09-25T25:00:00Z",
                "2025-09-25T24:00:00Z",
                "2025-09-25T10:60:00Z",
                "2025-09-25T10:00:60Z",
                "2025-00-25T10:00:00Z",
                "2025-13-25T10:00:00Z",
                "2025-09-00T10:00:00Z",
                "2025-09-31T10:00:00Z",
                "1900-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "2025-09-25T1:001:02Z",
                "2025-02-29T10:01:02.123456Z",
                "0000-01-01T00:00:00.000000Z",
                "1758794462",
                "2025-09-25T10:01:02Zjunk",
                "+999999-01-01T00:00:00Z",
                "2025-9-5 10:00:00",
            })
    void whatIsNoTimeIsEmpty(@Nullable String text) {
        assertThat(LogTimestamps.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-25, 2025-09-25T23:59:59.999999Z",
        "2025-09-25T10:00:00Z, 2025-09-25T10:00:00Z",
    })
    void aBareDateAsUpperBoundIsItsLastMoment(String text, Instant instant) {
        assertThat(LogTimestamps.parseUpperBound(text)).contains(instant);
    }
}
