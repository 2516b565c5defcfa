package ai.pmoves.dox.contract.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.export.CsvWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every {@link CsvWriter} does. */
public interface CsvWriterContract {
    CsvWriter writer();

    @Test
    default void aLineOfValuesIsQuotedWhereItHasTo() {
        assertThat(new String(
                        writer().line(1, 0.5, null, "a", "b,c", "d\"e", "f\r\ng", "=1+1", "ü😀"),
                        StandardCharsets.UTF_8))
                .isEqualTo("1,0.5,,a,\"b,c\",\"d\"\"e\",\"f\r\ng\",=1+1,ü😀\r\n");
    }
}
