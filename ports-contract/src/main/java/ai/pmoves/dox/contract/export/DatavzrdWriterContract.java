package ai.pmoves.dox.contract.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.export.DatavzrdWriter;
import org.junit.jupiter.api.Test;

/** What every {@link DatavzrdWriter} does. */
public interface DatavzrdWriterContract {
    DatavzrdWriter writer();

    @Test
    default void aProjectNamesItsFilesAndItsColumns() {
        assertThat(writer().chr("CHR", "../../chr/a_chr.csv", "../../chr/a_pca.png"))
                .contains("../../chr/a_chr.csv", "../../chr/a_pca.png", "constellation", "radius");
        assertThat(writer().logs("Logs", "logs.csv")).contains("Logs", "logs.csv", "level", "component", "message");
    }

    @Test
    default void aTitleStaysOnItsLine() {
        assertThat(writer().logs("a\nb: c", "logs.csv").lines()).noneMatch(line -> line.startsWith("b: c"));
    }
}
