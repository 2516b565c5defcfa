package ai.pmoves.dox.domain.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionChunksTest {
    private static final Artifact ARTIFACT =
            new Artifact(Id.of("a"), "q3.pdf", "uploads/a_q3.pdf", ".pdf", null, null, null, null, null, null, 1);

    @Test
    void aTextUnitIsLinkedByArtifactChunkAndPage() {
        var section = new Section(Id.of("s"), Id.of("a"), 4, "  Revenue rose.  ", 2, null);

        var chunk = Chunks.of(List.of(section), Optional.empty(), ARTIFACT).getFirst();

        assertThat(chunk.id().value()).isEqualTo("md:a:4");
        assertThat(chunk.text()).isEqualTo("Revenue rose.");
        assertThat(chunk.ordinal()).isEqualTo(4);
        assertThat(chunk.meta().value().toString())
                .isEqualTo("{type=pdf, artifact_id=a, filename=q3.pdf, chunk=4, page=2}");
    }

    @Test
    void aHeadingIsPartOfTheChunkBelowItWhichKeepsItsNumberAndPage() {
        var chunks = chunks(headings("Report", "Clubs", "Pool", "Outlook"), """
                1 Report
                1 For the board.
                1 Clubs
                1 Pool
                2 It reopened.
                2 It was full.
                2 Outlook
                3 More clubs.""");

        assertThat(chunks)
                .extracting(chunk -> chunk.id().value(), Chunk::text, SectionChunksTest::page)
                .containsExactly(
                        tuple("md:a:1", "Report\nFor the board.", 1L),
                        tuple("md:a:4", "Clubs\nPool\nIt reopened.", 2L),
                        tuple("md:a:5", "It was full.", 2L),
                        tuple("md:a:7", "Outlook\nMore clubs.", 3L));
    }

    @Test
    void headingsWithNothingBelowThemAreOneChunk() {
        assertThat(chunks(headings("Clubs", "Pool"), "1 Text.\n1 Clubs\n2 Pool"))
                .extracting(chunk -> chunk.id().value(), Chunk::text)
                .containsExactly(tuple("md:a:0", "Text."), tuple("md:a:1", "Clubs\nPool"));
    }

    @Test
    void aHeadingThatLeavesNoRoomForTheTextBelowItIsAChunkOfItsOwn() {
        var text = "x".repeat(Chunks.MAX_CHARS - 5);

        assertThat(chunks(headings("Four", "Fives"), "1 Four\n1 " + text + "\n1 Fives\n1 " + text))
                .extracting(Chunk::text)
                .containsExactly("Four\n" + text, "Fives", text);
    }

    @Test
    void aTableOfContentsDoesNotPushAwayTheTextBelowIt() {
        var lines = new ArrayList<String>();
        for (int i = 10; i < 40; i++) {
            lines.add("Chapter " + i + " of the report");
        }
        var toc = "1 " + String.join("\n1 ", lines);

        var chunks = chunks(headings(lines.toArray(String[]::new)), toc + "\n1 The text.");

        assertThat(chunks).allMatch(chunk -> chunk.text().length() <= 260);
        assertThat(chunks.getLast().text()).endsWith("Chapter 39 of the report\nThe text.");
        assertThat(String.join("\n", chunks.stream().map(Chunk::text).toList()))
                .isEqualTo(String.join("\n", lines) + "\nThe text.");
    }

    @Test
    void withoutAStructureEveryUnitIsAChunk() {
        assertThat(chunks(Optional.empty(), "1 Clubs\n1 \n1 Text.")).hasSize(2);
        assertThat(chunks(
                        Optional.of(new DocumentStructure(Id.of("a"), Json.of(Map.of("title", 7, "sections", "none")))),
                        "1 Clubs\n1 Text."))
                .hasSize(2);
    }

    /** Each line is a page and a text. */
    private static List<Chunk> chunks(Optional<DocumentStructure> structure, String units) {
        var sections = new ArrayList<Section>();
        for (var unit : units.split("\n")) {
            int page = Integer.parseInt(unit.substring(0, 1));
            sections.add(new Section(
                    Id.of("s" + sections.size()), Id.of("a"), sections.size(), unit.substring(2), page, null));
        }
        return Chunks.of(sections, structure, ARTIFACT);
    }

    /** A structure with this title, and below it a chain of headings. */
    private static Optional<DocumentStructure> headings(String... titles) {
        List<Map<String, Object>> sections = List.of();
        for (int i = titles.length - 1; i > 0; i--) {
            sections = List.of(Map.of("level", i, "title", titles[i], "content", List.of(), "subsections", sections));
        }
        return Optional.of(
                new DocumentStructure(Id.of("a"), Json.of(Map.of("title", titles[0], "sections", sections))));
    }

    private static Object page(Chunk chunk) {
        return chunk.meta().asObject().get("page");
    }
}
