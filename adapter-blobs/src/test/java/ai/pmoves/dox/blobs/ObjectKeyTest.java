package ai.pmoves.dox.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectKeyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uploads/id1_Q3-report.pdf | uploads/id1_Q3-report.pdf",
                "uploads/id1_Q3 report.pdf | uploads/id1_Q3=20report.pdf",
                "artifacts/charts/März.png | artifacts/charts/M=C3=A4rz.png",
                "uploads/50% = half.csv | uploads/50=25=20=3D=20half.csv",
                "uploads/a#b?c&d.csv | uploads/a=23b=3Fc=26d.csv"
            })
    void lettersStandForThemselvesAndTheRestIsEscaped(String name, String key) {
        assertThat(ObjectKey.of(name)).isEqualTo(key);
    }

    @Test
    void longNamesOfOneBeginningStayApart() {
        var one = ObjectKey.of("uploads/" + "語".repeat(80) + "1");
        var two = ObjectKey.of("uploads/" + "語".repeat(80) + "2");

        assertThat(one).isNotEqualTo(two);
        assertThat(one).hasSize("uploads/".length() + 200).matches("uploads/[\\w.=-]+");
    }
}
