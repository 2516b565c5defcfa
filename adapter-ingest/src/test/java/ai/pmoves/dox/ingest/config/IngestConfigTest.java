package ai.pmoves.dox.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.Parsers;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    @Test
    void limitsHaveToBeWithinTheirRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParserLimits(0, 1, 1, 1, 1, 1))
                .withMessage("maxCells is 0; it has to be 1 to 2147483647");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParserLimits(1, 1, 1, 1, 1, 1L << 40))
                .withMessage("maxWebBytes is 1099511627776; it has to be 1 to 1073741824");
    }

    @Test
    void timeoutsHaveToBeAboveZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fixtures.config(ParserLimits.DEFAULT, Duration.ZERO))
                .withMessage("webTimeout in milliseconds is 0, but has to be above 0");
    }

    @Test
    void noTwoParsersClaimTheSameType() {
        var types = new HashSet<String>();
        for (var parser :
                Parsers.create(IngestConfig.defaults(), Fixtures.ids()).fileParsers()) {
            for (var type : parser.filetypes()) {
                assertThat(types.add(type)).as(type).isTrue();
            }
        }
        assertThat(types)
                .contains(".pdf", ".csv", ".xlsx", ".xls", ".mp3", ".webm", ".png", ".bmp", ".json")
                .hasSize(22);
    }
}
