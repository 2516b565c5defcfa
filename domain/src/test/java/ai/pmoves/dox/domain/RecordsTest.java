package ai.pmoves.dox.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import java.time.Instant;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {
    @Test
    void anIdIsNeverEmpty() {
        assertThatThrownBy(() -> Id.of("")).hasMessage("id is empty");
        assertThat(Id.<Artifact>of("x").<Document>as()).isEqualTo(Id.<Document>of("x"));
    }

    @Test
    void instantsKeepMicroseconds() {
        var log = new LogEntry(
                Id.of("l"),
                Id.of("d"),
                null,
                Instant.parse("2026-01-01T00:00:00.123456789Z"),
                null,
                null,
                null,
                null,
                null);
        assertThat(log.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z"));
    }

    @Test
    void aScoreIsANumber() {
        assertThatThrownBy(() -> new Tag(Id.of("t"), Id.of("d"), "x", Double.NaN, null, null, 1))
                .hasMessageContaining("score is NaN");
    }

    @Test
    void aHashIsTextLikeAnyOther() {
        assertThatThrownBy(() -> new Document(Id.of("d"), null, "p", DocumentType.XML, null, null, "\0", null, 1))
                .hasMessageContaining("contentHash has the character U+0000");
        assertThatThrownBy(() -> new Artifact(Id.of("a"), "", "", "", null, null, null, null, "\ud800", null, 1))
                .hasMessageContaining("contentHash has the character U+D800");
    }

    @Test
    void whatRowsAreFoundByIsShort() {
        Id.of("x".repeat(2_000));
        assertThatThrownBy(() -> Id.of("\u3042".repeat(667)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID))
                .hasMessage("id has 2001 bytes in UTF-8; it can have 2000");
        assertThatThrownBy(() -> new ArtifactStatus("x".repeat(1_001))).hasMessageContaining("status has 1001 bytes");
        new ArtifactStatus(Text.toLabel("\u3042".repeat(999)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"hrm-refined:steps3, 3", "hrm-refined:stepsX, -", "heuristic, -", "-, -"})
    void olderTagsSayTheirStepsInTheSource(@Nullable String source, @Nullable Integer steps) {
        assertThat(new Tag(Id.of("t"), Id.of("d"), "x", null, source, null, 1).knownHrmSteps())
                .isEqualTo(steps);
    }

    @Test
    void everyErrorCodeHasATextOfItsOwn() {
        var texts = new HashSet<String>();
        for (var code : ErrorCode.values()) {
            assertThat(code.text()).matches("[a-z-]+\\.[a-z-]+");
            assertThat(texts.add(code.text())).as(code.text()).isTrue();
        }
    }
}
