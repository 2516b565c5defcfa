package ai.pmoves.dox.ingest.internal.docling;

import static ai.pmoves.dox.ingest.DoclingPen.cell;
import static ai.pmoves.dox.ingest.PdfRows.content;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.DoclingPen;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.PdfRows;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are large, deep or long, or seem so. */
class DoclingLimitsTest {
    private static final String NAME = Fixtures.ARTIFACT + "_file.json";

    @TempDir
    Path folder;

    @Test
    void hugeTablesAreRefusedBeforeTheyAreMade() {
        var huge = "has a table of 1000000000 rows and 1000000000 columns, more than the 1000 cells allowed";
        tooLarge(new DoclingPen().table(1_000_000_000, 1_000_000_000, cell(0, 0, "a")), huge);
        tooLarge(new DoclingPen().table(0, 0, cell(0, 1_000_000_000, 0, 1_000_000_000, "a", "")), huge);
        tooLarge(new DoclingPen().table(40, 30, cell(0, 0, "a")), "has tables of more than the 1000 cells allowed");
        var half = new String[] {cell(0, 0, "a")};
        tooLarge(
                new DoclingPen().table(20, 30, half).table(20, 30, half),
                "has tables of more than the 1000 cells allowed");
        var all = new String[100];
        Arrays.fill(all, cell(0, 20, 0, 20, "a", ""));
        tooLarge(new DoclingPen().table(20, 20, all), "has tables of more than the 1000 cells allowed");
        var many = new String[1_001];
        Arrays.fill(many, cell(0, 0, "a"));
        tooLarge(new DoclingPen().table(1, 1, many), "has tables with more than the 1000 cells allowed");
    }

    private void tooLarge(DoclingPen pen, String why) {
        Fixtures.assertRefused(ErrorCode.FILE_TOO_LARGE, () -> parse(pen.json()))
                .hasMessageContaining(why);
    }

    @Test
    void merelyManyItemsAndPagesAreRefused() {
        var pen = new DoclingPen();
        for (int i = 0; i < 50; i++) {
            pen.text("text", "a");
        }
        tooLarge(pen, "has more than 50 texts, groups and other items, one for 20 of the cells allowed");
        var pages = new StringBuilder("{\"1\":{}");
        for (int i = 2; i <= 21; i++) {
            pages.append(",\"%d\":{}".formatted(i));
        }
        tooLarge(new DoclingPen().pages(pages + "}"), "has 21 pages, more than the 20 allowed");
    }

    @Test
    void longTextsAreTakenUpToWhatMemoryHolds() {
        assertThat(parse(new DoclingPen().text("text", "a".repeat(16_000)).json())
                        .evidence())
                .isNotEmpty();
        tooLarge(
                new DoclingPen().text("text", "a".repeat(8_001)).text("text", "b".repeat(8_000)),
                "has texts of more than 16000 characters, 16 for each of the cells allowed");
    }

    @Test
    void longTextsInMergedCellsDoNotUnpackBeyondMeasure() {
        var json = new DoclingPen()
                .table(20, 20, cell(0, 20, 0, 20, "n".repeat(50_000), ""))
                .json();
        Fixtures.assertRefused(ErrorCode.FILE_BOMB, () -> parse(json))
                .hasMessageEndingWith("unpack to more than the 5000000 characters allowed");
    }

    @Test
    @Timeout(120)
    void manyTextsAndADeepNestAreQuick() {
        var pen = new DoclingPen();
        for (int i = 0; i < 99_000; i++) {
            pen.text("text", "Paragraph number " + i);
        }
        var large = new DoclingParser(IngestConfig.defaults(), Fixtures.ids());
        var parsed = large.parse(Fixtures.stored(folder, "file.json", pen.json()));
        assertThat(content(parsed).sections()).hasSize(99_000);

        var groups = new StringBuilder("\"groups\":[");
        for (int i = 0; i < 99_000; i++) {
            groups.append("{\"children\":[{\"$ref\":\"#/groups/%d\"}]},".formatted(i + 1));
        }
        var nested = new DoclingPen()
                .text("text", "outside")
                .member(groups.append("{\"children\":[{\"$ref\":\"#/texts/1\"}]}]")
                        .toString())
                .body("#/groups/0")
                .json()
                .replace("}],\"tables\"", "},{\"text\":\"inside\"}],\"tables\"");
        assertThat(content(large.parse(Fixtures.stored(folder, "file.json", nested)))
                        .sections())
                .extracting(Section::text)
                .containsExactly("outside", "inside");
    }

    @Test
    @Timeout(120)
    void chainsOfCaptionsAndOfTablesInTablesMayBeLong() {
        int length = 50_000;
        var pictures = new StringBuilder("\"pictures\":[");
        var tables = new StringBuilder("\"tables\":[");
        for (int i = 0; i < length; i++) {
            int next = Math.min(i + 1, length - 1);
            pictures.append(i == 0 ? "" : ",").append("{\"captions\":[{\"$ref\":\"#/pictures/%d\"}]}".formatted(next));
            tables.append(i == 0 ? "" : ",")
                    .append(
                            "{\"data\":{\"table_cells\":[{\"text\":\"%d\"},{\"start_col_offset_idx\":1,\"ref\":{\"$ref\":\"#/tables/%d\"}}]}}"
                                    .formatted(i, next));
        }
        var large = new DoclingParser(IngestConfig.defaults(), Fixtures.ids());
        var json = "{\"schema_name\":\"DoclingDocument\",\"version\":\"1.0.0\",%s],%s]}".formatted(pictures, tables);

        var parsed = large.parse(Fixtures.stored(folder, "file.json", json));

        assertThat(content(parsed).tables()).hasSize(length);
        assertThat(PdfRows.facts(parsed, "chart")).hasSize(length);
    }

    private ParsedFile parse(String json) {
        return new DoclingParser(Fixtures.config(), Fixtures.ids()).parse(Fixtures.stored(folder, "file.json", json));
    }
}
