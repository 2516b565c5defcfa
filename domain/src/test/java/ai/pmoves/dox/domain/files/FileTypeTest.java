package ai.pmoves.dox.domain.files;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.files.FileFormat.Ingest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileTypeTest {
    @ParameterizedTest
    @CsvSource({
        "report.pdf, .pdf",
        "C:\\in\\Q3.Report.PDF, .pdf",
        "a.b/report, ''",
        ".pdf, ''",
        "in/.pdf, ''",
        "report., .",
        "report.Weird, .weird",
        "'', ''"
    })
    void aSuffixIsOfTheLastPartOfAName(String filename, String suffix) {
        assertThat(FileType.suffixOf(filename)).isEqualTo(suffix);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsFoundByItsSuffix(FileType type) {
        assertThat(FileType.ofSuffix(type.suffix())).contains(type);
        assertThat(type.format().suffixes()).contains(type.suffix());
        assertThat(type.suffix()).matches("\\.[a-z0-9]+");
    }

    @ParameterizedTest
    @CsvSource({
        "report.pdf, PDF, FILE",
        "a.csv, CSV, FILE",
        "a.xls, WORKBOOK, FILE",
        "a.WAV, AUDIO, FILE",
        "a.mkv, VIDEO, FILE",
        "a.tiff, IMAGE, FILE",
        "a.xml, XML, LOG",
        "a.json, JSON, API",
        "a.yml, YAML, API",
        "a.py, PYTHON, FILE",
        "a.txt, OTHER, FILE",
        "a.weird, OTHER, FILE",
        "a, OTHER, FILE"
    })
    void aFormatSaysWhereAFileIsIngested(String filename, FileFormat format, Ingest ingest) {
        assertThat(FileFormat.ofName(filename)).isEqualTo(format);
        assertThat(format.ingest()).isEqualTo(ingest);
    }

    @Test
    void suffixesAreInOrder() {
        assertThat(FileFormat.WORKBOOK.suffixes()).containsExactly(".xlsx", ".xls");
        assertThat(FileFormat.IMAGE.suffixes()).containsExactly(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp");
        assertThat(FileFormat.YAML.suffixes()).containsExactly(".yaml", ".yml");
    }

    @ParameterizedTest
    @CsvSource({
        "artifacts/a.JPG, image/jpeg",
        "a.poml, text/plain; charset=utf-8",
        "a.yml, application/yaml",
        "a.xlsx, application/octet-stream",
        "a.mp3, application/octet-stream",
        "a.weird, application/octet-stream",
        "a, application/octet-stream"
    })
    void aNameTellsTheContentType(String filename, String contentType) {
        assertThat(FileType.contentTypeOf(filename)).isEqualTo(contentType);
    }
}
