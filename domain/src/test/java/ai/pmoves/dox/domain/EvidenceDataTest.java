package ai.pmoves.dox.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.EvidenceData.Chart;
import ai.pmoves.dox.domain.EvidenceData.Formula;
import ai.pmoves.dox.domain.EvidenceData.ImageText;
import ai.pmoves.dox.domain.EvidenceData.MediaMetadata;
import ai.pmoves.dox.domain.EvidenceData.Other;
import ai.pmoves.dox.domain.EvidenceData.SectionText;
import ai.pmoves.dox.domain.EvidenceData.Sheet;
import ai.pmoves.dox.domain.EvidenceData.Table;
import ai.pmoves.dox.domain.EvidenceData.Transcript;
import ai.pmoves.dox.domain.EvidenceData.WebPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EvidenceDataTest {
    private static final Json BOX = Json.of(Map.of("l", 1.0));
    private static final Json ROWS = Json.of(List.of(Map.of("a", 1)));

    static List<EvidenceData> written() {
        var files = Map.of("text", "a.txt");
        var statement = new Table.Statement("cash_flow", Json.of(1.0), Json.of(Map.of("net_change", 3.0)));
        return List.of(
                SectionText.of("CTR: 2", Map.of("ctr", 2.0)),
                Table.of(List.of("a"), List.of(Map.of("a", "1")), List.of(1, 2), 1, Optional.of(statement)),
                Table.of(List.of("a"), List.of(), List.of(1), 0, Optional.empty()),
                Chart.of("c_0", 1, BOX, "artifacts/c_0.png", "Growth", "bar_chart", "2025", true, null),
                Formula.of(null, "a = b", "a=b", null, "block"),
                Sheet.ofCsv(ROWS),
                Sheet.ofWorkbook(ROWS),
                Transcript.of("hi", Json.emptyList(), null, Json.emptyObject(), "processed", List.of(), files, "hi"),
                MediaMetadata.of(Json.of(Map.of("source", "none"))),
                ImageText.of("", Json.emptyObject(), List.of("no text"), files, ""),
                WebPage.of("https://a.example", "hi", Json.emptyObject(), List.of(), files));
    }

    @ParameterizedTest
    @MethodSource("written")
    void whatIsWrittenIsReadAsTheSameKind(EvidenceData data) {
        assertThat(EvidenceData.of(data.contentType(), data.json())).isEqualTo(data);
    }

    @Test
    void membersAreWrittenInTheirOrder() {
        assertThat(written())
                .extracting(data -> data.contentType() + " "
                        + String.join(",", data.members().keySet()))
                .containsExactly(
                        "text text,metrics",
                        "financial_table columns,rows,pages,merged,header_detected,header_info,statement",
                        "table columns,rows,pages,merged,header_detected,header_info,statement",
                        "chart id,page,bbox,image_path,caption,type,extracted_text,vlm_enabled",
                        "formula page,content,latex,bbox,kind",
                        "csv ",
                        "xlsx ",
                        "media_transcript text,segments,engine,metadata,status,warnings,artifacts,preview",
                        "media_metadata source",
                        "image_ocr text,metadata,warnings,artifacts,preview",
                        "web_page url,text,metadata,warnings,artifacts");
    }

    @Test
    void anAddressOfAPictureIsAMemberIfThereIsOne() {
        var chart = Chart.of("c", null, null, null, "", "picture", "", false, "https://a.example/c.png");
        assertThat(chart.members()).containsEntry("image_uri", "https://a.example/c.png");
    }

    @Test
    void aTableIsReadAsItWasWritten() {
        var table = (Table) written().get(1);
        assertThat(table.isFinancial()).isTrue();
        assertThat(table.columns().asList()).isEqualTo(List.of("a"));
        assertThat(table.rows().asList()).isEqualTo(List.of(Map.of("a", "1")));
        assertThat(table.pages().asList()).isEqualTo(List.of(1L, 2L));
        assertThat(table.merged().value()).isEqualTo(true);
        assertThat(table.headerDetected().value()).isEqualTo(true);
        assertThat(table.headerInfo()).isEqualTo(Json.of(Map.of("header_rows", 1)));
        assertThat(table.statement())
                .contains(new Table.Statement("cash_flow", Json.of(1.0), Json.of(Map.of("net_change", 3.0))));
    }

    @Test
    void aChartIsReadAsItWasWritten() {
        var chart = (Chart) written().get(3);
        assertThat(chart.id()).contains("c_0");
        assertThat(List.of(chart.page(), chart.bbox(), chart.imagePath(), chart.caption()))
                .isEqualTo(List.of(Json.of(1), BOX, Json.of("artifacts/c_0.png"), Json.of("Growth")));
        assertThat(List.of(chart.type(), chart.extractedText(), chart.described()))
                .isEqualTo(List.of(Json.of("bar_chart"), Json.of("2025"), Json.of(true)));
    }

    @Test
    void unknownMembersAndTheirOrderStay() {
        var stored = new LinkedHashMap<String, @Nullable Object>();
        stored.put("zeta", null);
        stored.put("rows", "no list");
        stored.put("alpha", List.of(1));
        var table = (Table) EvidenceData.of("TABLE", Json.of(stored));
        assertThat(table.members().keySet()).containsExactly("zeta", "rows", "alpha");
        assertThat(table.json()).isEqualTo(Json.of(stored));
        assertThat(table.contentType()).isEqualTo("TABLE");
        assertThat(table.isFinancial()).isFalse();
        assertThat(table.rows().value()).isEqualTo("no list");
    }

    @ParameterizedTest
    @CsvSource({"table", "chart", "text", "csv", "web_page", "something else"})
    void dataThatIsAbsentIsNotJsonNull(String contentType) {
        assertThat(EvidenceData.of(contentType, null).json()).isNull();
        assertThat(EvidenceData.of(contentType, null).members()).isEmpty();
        assertThat(EvidenceData.of(contentType, Json.NULL).json()).isEqualTo(Json.NULL);
        assertThat(EvidenceData.of(contentType, Json.of("x")).members()).isEmpty();
    }

    @Test
    void whatIsAbsentIsEmpty() {
        var table = (Table) EvidenceData.of("table", null);
        assertThat(table.pages()).isEqualTo(Json.NULL);
        assertThat(table.statement()).isEmpty();
        assertThat(((Table) EvidenceData.of("table", Json.of(Map.of("statement", Map.of("type", ""))))).statement())
                .isEmpty();
        assertThat(((Chart) EvidenceData.of("chart", Json.of(Map.of("id", 7)))).id())
                .isEmpty();
        assertThat(((Chart) EvidenceData.of("chart", Json.of(Map.of("id", "")))).id())
                .isEmpty();
    }

    @Test
    void unknownContentTypesAreKept() {
        var json = Json.of(Map.of("text", "hi"));
        assertThat(EvidenceData.of("slide", json)).isEqualTo(new Other("slide", json));
        assertThat(EvidenceData.of(null, json)).isEqualTo(new Other(null, json));
        assertThat(EvidenceData.of("slide", json).text()).contains("hi");
    }

    @Test
    void aTextIsFoundWhereThereIsOne() {
        assertThat(EvidenceData.of("text", Json.of(Map.of("text", 5))).text()).isEmpty();
        assertThat(written().stream().flatMap(data -> data.text().stream())).containsExactly("CTR: 2", "hi", "", "hi");
    }

    @Test
    void aKindOfAnotherContentTypeIsRefused() {
        assertThatThrownBy(() -> new Chart("table", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the content type is table; it has to be of [chart]");
    }
}
