package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperatorWordsTest {
    private static final Pattern KEY = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)+\\b");

    @ParameterizedTest
    @EnumSource
    void everyRemedyHasWordsOfItsOwnForOperators(Remedy remedy) {
        assertThat(OperatorWords.words(remedy)).isNotBlank().isNotEqualToIgnoringCase(remedy.text());
        assertThat(Arrays.stream(ConfigKey.values()).map(Enum::name).toList())
                .containsAll(KEY.matcher(OperatorWords.words(remedy))
                        .results()
                        .map(found -> found.group())
                        .toList());
    }

    @Test
    void wordsContinueAMessage() {
        assertThat(OperatorWords.told(Reason.of("a.csv has more than 3 cells", Remedy.RAISE_MAX_CELLS)))
                .isEqualTo("a.csv has more than 3 cells; split it into smaller files, or raise MAX_CELLS");
    }

    @Test
    void wordsFollowASentence() {
        var failure = new DoxException(ErrorCode.STORE_NOT_MIGRATED, "It has no tables.", Remedy.MIGRATE_DATABASE);
        assertThat(OperatorWords.told(failure)).isEqualTo("It has no tables. Run: dox migrate");
    }

    @Test
    void aMessageWithoutARemedyStaysAsItIs() {
        assertThat(OperatorWords.told(new DoxException(ErrorCode.STORE_BUSY, "It is busy.")))
                .isEqualTo("It is busy.");
    }
}
