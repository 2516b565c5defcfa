package ai.pmoves.dox.ingest;

import static ai.pmoves.dox.ingest.DoclingPen.cell;
import static ai.pmoves.dox.ingest.DoclingPen.children;
import static ai.pmoves.dox.ingest.PdfRows.content;
import static ai.pmoves.dox.ingest.PdfRows.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.docling.DoclingParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that docling would not write so, or that are meant to do harm. */
class DoclingOddTest {
    private static final String NAME = Fixtures.ARTIFACT + "_file.json";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            half of it         | {"schema_name":"DoclingDocument","version":"1.0.0","texts":[{"te | ingest.unreadable | line 1, column 65: Unexpected end-of-input in field name
            no JSON            | ]                                                               | ingest.unreadable | line 1, column 1: Unexpected close marker ']': no open Array to close
            a list             | [{"schema_name":"DoclingDocument"}]                             | ingest.unreadable | line 1, column 2: the file has to be an object, but is a list
            a text             | "DoclingDocument"                                               | ingest.unreadable | line 1, column 18: the file has to be an object, but is 'DoclingDocument'
            blanks             | `  `                                                            | ingest.unreadable | line 1, column 3: the file has to be an object, but is nothing
            texts that are one | {"schema_name":"DoclingDocument","version":"1.0.0","texts":"a"} | ingest.unreadable | line 1, column 63: /texts has to be a list, but is 'a'
            a text in a number | {"schema_name":"DoclingDocument","version":"1.0.0","texts":[{"text":5}]} | ingest.unreadable | line 1, column 70: /texts/0/text has to be a text, but is '5'
            a page of words    | {"schema_name":"DoclingDocument","version":"1.0.0","texts":[{"prov":[{"page_no":"one"}]}]} | ingest.unreadable | line 1, column 86: /texts/0/prov/0/page_no has to be a whole number, but is 'one'
            more after it      | {"schema_name":"DoclingDocument","version":"1.0.0"} {}          | ingest.unreadable | line 1, column 54: the file is followed by something else
            """)
    void whatIsOfAnotherFormIsRefusedWithItsPlace(String kind, String json, String code, String why) {
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(json))
                .hasMessage("Cannot read %s: %s".formatted(NAME, why));
    }

    @Test
    void otherJsonAndOtherVersionsAreNotOfThisKind() {
        Fixtures.assertRefused(ErrorCode.FILE_EMPTY, () -> parse(""));
        Fixtures.assertRefused(ErrorCode.FILE_TYPE_UNSUPPORTED, () -> parse("{\"a\":1}"))
                .hasMessage(NAME + " is JSON, but no DoclingDocument: its schema_name is ''");
        Fixtures.assertRefused(ErrorCode.FILE_TYPE_UNSUPPORTED, () -> parse("{\"schema_name\":\"Other\"}"))
                .hasMessageContaining("its schema_name is 'Other'");
        Fixtures.assertRefused(
                        ErrorCode.FILE_TYPE_UNSUPPORTED,
                        () -> parse(new DoclingPen().version("\"2.0.0\"").json()))
                .hasMessage(NAME + " is a DoclingDocument of version '2.0.0'; versions 1.x are read");
        Fixtures.assertRefused(
                        ErrorCode.FILE_TYPE_UNSUPPORTED,
                        () -> parse(new DoclingPen().version("null").json()))
                .hasMessageContaining("of version ''");
        Fixtures.assertRefused(
                        ErrorCode.FILE_UNREADABLE,
                        () -> parse(new DoclingPen().version("1").json()))
                .hasMessageContaining("/version has to be a text, but is '1'");
    }

    @Test
    void aFileIsRecognisedByWhatItSaysThatItIs() {
        var parser = new DoclingParser(Fixtures.config(), Fixtures.ids());
        assertThat(parser.recognises(stored(new DoclingPen().json()))).isTrue();
        assertThat(parser.recognises(stored("{\"texts\":[1,{}],\"schema_name\":\"DoclingDocument\",")))
                .isTrue();
        assertThat(parser.recognises(stored("{\"openapi\":\"3.0.0\"}"))).isFalse();
        assertThat(parser.recognises(stored("{\"schema_name\":[\"DoclingDocument\"]}")))
                .isFalse();
        assertThat(parser.recognises(stored("nothing"))).isFalse();
    }

    private Path stored(String json) {
        return Fixtures.stored(folder, "file.json", json).path();
    }

    @Test
    void referencesIntoACircleAreRefused() {
        var circle = new DoclingPen()
                .text("text", "a", children(1))
                .text("text", "b", children(0))
                .json();
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(circle))
                .hasMessage("Cannot read " + NAME + ": #/texts/1 refers to #/texts/0, in which it lies itself");
        var self = new DoclingPen()
                .member("\"groups\":[{\"label\":\"inline\",\"children\":[{\"$ref\":\"#/groups/0\"}]}]")
                .body("#/groups/0")
                .json();
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(self))
                .hasMessageContaining("#/groups/0 refers to #/groups/0, in which it lies itself");
        var root = new DoclingPen()
                .member("\"pictures\":[{\"label\":\"picture\",\"children\":[{\"$ref\":\"#/body\"}]}]")
                .body("#/pictures/0")
                .json();
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(root))
                .hasMessageContaining("#/pictures/0 refers to #/body, in which it lies itself");
        var elsewhere = new DoclingPen()
                .member(
                        "\"groups\":[{\"children\":[{\"$ref\":\"#/groups/1\"}]},{\"children\":[{\"$ref\":\"#/groups/0\"}]}]")
                .json();
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(elsewhere))
                .hasMessageContaining("#/groups/1 refers to #/groups/0, in which it lies itself");
    }

    @ParameterizedTest
    @CsvSource({"#/texts/1", "#/texts/-1", "#/texts/99999999999999999999", "#/nothing/0", "texts/0", "''", "#/pages/1"})
    void aReferenceThatLeadsNowhereIsRefused(String ref) {
        var json = new DoclingPen().text("text", "a").body(ref).json();
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(json))
                .hasMessage("Cannot read %s: #/body refers to '%s', which is not there".formatted(NAME, ref));
    }

    @Test
    void captionsThatLeadNowhereAreRefused() {
        var json = new DoclingPen()
                .member("\"pictures\":[{\"label\":\"picture\",\"captions\":[{\"$ref\":\"#/texts/7\"}]}]")
                .body("#/pictures/0")
                .json();
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(json))
                .hasMessageContaining("#/pictures/0 refers to '#/texts/7', which is not there");
    }

    @Test
    void whatIsReferredToTwiceIsReadOnceAndWhatIsNotAtTheEnd() {
        var parsed = parse(new DoclingPen()
                .text("text", "first")
                .body("#/texts/0")
                .member("\"pictures\":[{\"label\":\"picture\"}]")
                .text("text", "second")
                .json());
        assertThat(content(parsed).sections()).extracting(Section::text).containsExactly("first", "second");
        assertThat(warnings(parsed))
                .containsExactly("1 items that the body does not lead to were read after the others");
        assertThat(evidence(parsed, "#chart0").fullData().asObject()).containsEntry("type", "picture");

        var bodiless =
                parse("{\"schema_name\":\"DoclingDocument\",\"version\":\"1.0.0\",\"texts\":[{\"text\":\"alone\"}]}");
        assertThat(content(bodiless).sections()).extracting(Section::text).containsExactly("alone");
    }

    @Test
    void whatHasNoPlaceOrAnImpossibleOneIsReadWithoutIt() {
        var box = "\"bbox\":{\"l\":1,\"t\":700,\"r\":2,\"b\":690%s}}]";
        var parsed = parse(new DoclingPen()
                .text("text", "no prov")
                .text("text", "empty prov", ",\"prov\":[]")
                .text("text", "null prov", ",\"prov\":null")
                .text("text", "page -3", ",\"prov\":[{\"page_no\":-3," + box.formatted(""))
                .text(
                        "text",
                        "from the top",
                        ",\"prov\":[{\"page_no\":1," + box.formatted(",\"coord_origin\":\"TOPLEFT\""))
                .text(
                        "text",
                        "from below",
                        ",\"prov\":[{\"page_no\":1," + box.formatted(",\"coord_origin\":\"BOTTOMLEFT\""))
                .text(
                        "text",
                        "below of nothing",
                        ",\"prov\":[{\"page_no\":9," + box.formatted(",\"coord_origin\":\"BOTTOMLEFT\""))
                .text("text", "half a box", ",\"prov\":[{\"page_no\":1,\"bbox\":{\"l\":1}}]")
                .json());
        assertThat(content(parsed).sections())
                .extracting(
                        Section::text,
                        Section::page,
                        section ->
                                section.bbox() == null ? null : section.bbox().asList())
                .containsExactly(
                        tuple("no prov", null, null),
                        tuple("empty prov", null, null),
                        tuple("null prov", null, null),
                        tuple("page -3", null, null),
                        tuple("from the top", 1, List.of(1.0, 690.0, 2.0, 700.0)),
                        tuple("from below", 1, List.of(1.0, 92.0, 2.0, 102.0)),
                        tuple("below of nothing", 9, null),
                        tuple("half a box", 1, null));
        assertThat(evidence(parsed, "#section0").coordinates()).isNull();
    }

    @Test
    void anUnknownLabelIsAText() {
        var parsed = parse(new DoclingPen()
                .text("hologram", "shown")
                .text("checkbox_selected", "yes")
                .text("empty_value", " ")
                .text("section_header", "deep", ",\"level\":-7")
                .text("section_header", "deeper", ",\"level\":2000000")
                .json());
        assertThat(content(parsed).sections())
                .extracting(Section::text)
                .containsExactly("shown", "[x] yes", "deep", "deeper");
        assertThat(content(parsed).structure().orElseThrow().hierarchy().toString())
                .contains("level=1, title=deep", "level=100, title=deeper");
    }

    @Test
    void aTextThatFormattingPartsIsOneWithTheLabelOfItsItem() {
        var parsed = parse(new DoclingPen()
                .text("section_header", "", ",\"level\":1,\"children\":[{\"$ref\":\"#/groups/0\"}]")
                .member(
                        "\"groups\":[{\"label\":\"inline\",\"children\":[{\"$ref\":\"#/texts/2\"},{\"$ref\":\"#/texts/3\"}]}]")
                .text("text", "below")
                .text("text", "Bold")
                .text("text", "words")
                .json());
        assertThat(content(parsed).sections())
                .extracting(Section::text)
                .as("pieces are not read by themselves, wherever else they are referred to")
                .containsExactly("Bold words", "below");
        assertThat(content(parsed).structure().orElseThrow().hierarchy().toString())
                .contains("title=Bold words, content=[below]");
    }

    @Test
    void overlappingCellsAreLaidOverEachOtherAndThoseOutsideCutOff() {
        var parsed = parse(new DoclingPen()
                .table(
                        3,
                        2,
                        cell(0, 1, 0, 1, "Port", ",\"column_header\":true"),
                        cell(0, 1, 1, 2, "Spend", ",\"column_header\":true"),
                        cell(1, 0, "East"),
                        cell(1, 0, "West"),
                        cell(1, 3, 1, 2, "7", ""),
                        cell(2, 0, "North"),
                        cell(-5, 0, "above"),
                        cell(7, 1_000_000_000, 0, 1_000_000_000, "below", ""),
                        cell(2, 1, 0, 1, "upside down", ""))
                .json());
        var data = evidence(parsed, "#table0").fullData().asObject();
        assertThat(Json.of(data.get("rows")))
                .as("a figure that covers two rows counts once")
                .isEqualTo(Json.of(List.of(row("West", "7"), row("North", null))));
        assertThat(parsed.facts().getFirst().metrics().asObject()).containsEntry("spend", 7.0);
        assertThat(warnings(parsed))
                .containsExactly("#/tables/0 has cells outside of its 3 rows and 2 columns, which were cut off");
    }

    private static Map<String, Object> row(String port, String spend) {
        var row = new HashMap<String, Object>();
        row.put("Port", port);
        row.put("Spend", spend);
        return row;
    }

    @Test
    void aTableWithoutCellsIsPassedOver() {
        var parsed = parse(new DoclingPen().table(0, 0).table(5, 5).json());
        assertThat(content(parsed).tables()).isEmpty();
        assertThat(warnings(parsed)).containsExactly("#/tables/0 has no cells", "#/tables/1 has no cells");
    }

    @Test
    void onlySoManyWarningsAreWritten() {
        var pen = new DoclingPen();
        for (int i = 0; i < 45; i++) {
            pen.table(0, 0);
        }
        assertThat(warnings(parse(pen.json()))).hasSize(21).contains("#/tables/19 has no cells", "25 more like these");
    }

    @Test
    void aTableWithinACellIsATableOfItsOwnAndATextPartOfTheCell() {
        var ref = ",\"ref\":{\"$ref\":\"#/groups/0\"}";
        var parsed = parse(new DoclingPen()
                .table(1, 2, cell(0, 1, 0, 1, "", ref), cell(0, 1, "beside"))
                .member("""
                        "pictures":[{"label":"picture","children":[{"$ref":"#/tables/1"}]}],
                        "groups":[{"children":[{"$ref":"#/texts/0"},{"$ref":"#/texts/1"}]}]""")
                .body("#/pictures/0")
                .json()
                .replace("\"texts\":[", "\"texts\":[{\"text\":\"rich\"},{\"text\":\"words\"}")
                .replace(
                        "\"num_cols\":2}}",
                        "\"num_cols\":2}},{\"data\":{\"num_rows\":1,\"num_cols\":1,\"table_cells\":[%s]}}"
                                .formatted(cell(0, 0, "inner"))));
        assertThat(content(parsed).tables()).hasSize(2);
        assertThat(content(parsed).sections())
                .extracting(Section::text)
                .anySatisfy(text -> assertThat(text).contains("rich words | beside"))
                .noneMatch("rich"::equals)
                .anySatisfy(text -> assertThat(text).contains("inner"));
    }

    @Test
    void aTableThatDoesNotTellItsSizeIsAsLargeAsItsCells() {
        var parsed = parse(new DoclingPen()
                .table(0, 0, cell(0, 0, "Item"), cell(0, 1, "Count"), cell(1, 0, "Boats"), cell(1, 1, "3"))
                .json());
        assertThat(evidence(parsed, "#table0").fullData().asObject())
                .containsEntry("columns", List.of("Item", "Count"));
    }

    @Test
    void picturesOutsideOfTheFileAreNotOpenedAndScriptsNotKept() {
        var parsed = parse(new DoclingPen()
                .member("""
                        "pictures":[{"label":"picture","image":{"uri":"file:///etc/passwd"}},
                        {"label":"chart","image":{"uri":"data:image/svg+xml;base64,PHN2Zy8+"}},
                        {"label":"picture","image":null}]""")
                .body("#/pictures/0", "#/pictures/1", "#/pictures/2")
                .json());
        assertThat(evidence(parsed, "#chart0").fullData().asObject())
                .containsEntry("image_path", null)
                .containsEntry("image_uri", "file:///etc/passwd");
        assertThat(evidence(parsed, "#chart1").fullData().asObject())
                .containsEntry("image_path", null)
                .containsEntry("type", "chart");
        assertThat(parsed.derivedFiles()).hasSize(2);
        var broken = new DoclingPen()
                .member("\"pictures\":[{\"image\":{\"uri\":\"data:image/png;base64,&&&&=\"}}]")
                .json();
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(broken))
                .hasMessageContaining("/pictures/0/image/uri has to be base64");
    }

    private static List<Object> warnings(ParsedFile parsed) {
        return Json.of(parsed.extras().get("docling").asObject().get("warnings"))
                .asList();
    }

    private ParsedFile parse(String json) {
        return new DoclingParser(Fixtures.config(), Fixtures.ids()).parse(Fixtures.stored(folder, "file.json", json));
    }
}
