package ai.pmoves.dox.app.http.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.ports.blob.BlobStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tags and findings by rules, which need no language model. */
@Tag("each-store")
class ExtractionRoutesTest {
    private static final String MESSAGES = "Loan origination failed for application 12345\n"
            + "Missing income document for applicant 67890\nÜnïcode ✓, \"quoted\"\n=1+1";

    @RegisterExtension
    static final ServerExtension SERVER =
            new ServerExtension().withTagging(TaggingSettings.DEFAULT.withDevice(() -> Optional.of("laptop")));

    private final Api api = SERVER.api();
    private String log;

    @BeforeEach
    void addALog() {
        log = api.post("/ingest/xml", new Multipart().file("file", "a.xml", Samples.XML_LOG))
                .json()
                .at("/document_id")
                .asText();
    }

    private JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode post(String path, String json) {
        return ok(api.postJson(path, json));
    }

    private JsonNode runs(String query) {
        return ok(api.get("/extractions?" + query));
    }

    /** What stands at the offsets of an extraction, which count code points. */
    private static String at(String text, JsonNode extraction) {
        return text.substring(
                text.offsetByCodePoints(0, extraction.at("/start").asInt()),
                text.offsetByCodePoints(0, extraction.at("/end").asInt()));
    }

    @Test
    void tagsOfALogAreStoredAndLocated() {
        var answer = post("/extract/tags", "{\"document_id\":\"%s\"}".formatted(log));

        assertThat(answer.at("/status").asText()).isEqualTo("ok");
        assertThat(answer.at("/document_id").asText()).isEqualTo(log);
        assertThat(answer.at("/tags").toString()).isEqualTo("[\"Loan\",\"Missing\"]");
        assertThat(answer.at("/tags_saved").asInt()).isEqualTo(2);
        var missing = answer.at("/extractions/1");
        assertThat(missing.at("/found").asBoolean()).isTrue();
        assertThat(missing.at("/section").asInt()).isEqualTo(1);
        assertThat(missing.at("/page").isNull()).isTrue();
        assertThat(at(MESSAGES, missing)).isEqualTo("Missing");

        var tags = ok(api.get("/tags?document_id=" + log)).at("/tags");
        assertThat(tags).hasSize(2);
        assertThat(tags.at("/0/tag").asText()).isEqualTo("Loan");
        assertThat(tags.at("/0/source_ptr").asText()).isEqualTo("heuristic");
        var hits = post("/search", "{\"q\":\"missing\",\"mode\":\"text\",\"types\":[\"tag\"]}");
        assertThat(hits.at("/results"))
                .anySatisfy(
                        hit -> assertThat(hit.at("/meta/document_id").asText()).isEqualTo(log));
    }

    @Test
    void aTagThatADocumentHasIsNotAddedAgain() {
        post("/extract/tags", "{\"document_id\":\"%s\"}".formatted(log));
        var again = post("/autotag/" + log, "{\"async_run\":true,\"include_poml\":true}");

        assertThat(again.at("/status").asText()).isEqualTo("ok");
        assertThat(again.at("/tags_saved").asInt()).isZero();
        assertThat(again.at("/tags_extracted").asInt()).isEqualTo(2);
        assertThat(again.at("/tags_total").asInt()).isEqualTo(2);
        assertThat(again.at("/async_requested").asBoolean()).isTrue();
        assertThat(again.at("/document_id").asText()).isEqualTo(log);
        assertThat(again.at("/tags")).hasSize(2);
    }

    @Test
    void aDryRunStoresTheRunOnly() {
        var answer = post("/extract/tags", "{\"document_id\":\"%s\",\"dry_run\":\"yes\"}".formatted(log));
        assertThat(answer.at("/tags")).hasSize(2);
        assertThat(answer.at("/tags_saved").asInt()).isZero();
        assertThat(ok(api.get("/tags?document_id=" + log)).at("/tags")).isEmpty();
        assertThat(runs("document_id=" + log).at("/extractions")).hasSize(1);
    }

    @Test
    void aPdfIsTaggedByTheIdOfItsArtifactWithPages() {
        var id = ok(api.post(
                        "/upload?async_pdf=false",
                        new Multipart().file("files", "a.pdf", Pdfs.plain("we met Ada Lovelace in town"))))
                .at("/results/0/artifact_id")
                .asText();

        var answer = ok(api.post("/autotag/" + id));

        assertThat(answer.at("/artifact_id").asText()).isEqualTo(id);
        assertThat(answer.at("/document_id").asText()).isEqualTo(id);
        assertThat(answer.at("/tags").toString()).isEqualTo("[\"Ada Lovelace\"]");
        assertThat(answer.at("/tags_saved").asInt()).isEqualTo(1);
        assertThat(answer.at("/async_requested").asBoolean()).isFalse();
        var extraction = answer.at("/extractions/0");
        assertThat(extraction.at("/page").asInt()).isEqualTo(1);
        assertThat(extraction.at("/section").asInt()).isZero();
        assertThat(extraction.at("/source_text").asText()).isEqualTo("Ada Lovelace");
    }

    @Test
    void anApiDescriptionIsReadAsItsFile() {
        var id = ok(api.post("/ingest/openapi", new Multipart().file("file", "a.json", Samples.OPENAPI)))
                .at("/document_id")
                .asText();
        var extraction =
                post("/extract/tags", "{\"document_id\":\"%s\"}".formatted(id)).at("/extractions/0");
        assertThat(extraction.at("/text").asText()).isEqualTo("Loans");
        assertThat(at(Samples.OPENAPI, extraction)).isEqualTo("Loans");
        assertThat(extraction.at("/section").asInt()).isZero();
    }

    @Test
    void aTableHasNoDocument() {
        var id = ok(api.post("/upload", new Multipart().file("files", "a.csv", Samples.CSV)))
                .at("/results/0/artifact_id")
                .asText();
        assertThat(api.post("/autotag/" + id).text())
                .isEqualTo("{\"detail\":\"No document associated with artifact\",\"code\":\"document.not-found\"}");
        assertThat(api.post("/autotag/none").text())
                .isEqualTo("{\"detail\":\"Artifact not found\",\"code\":\"artifact.not-found\"}");
    }

    @Test
    void aTextIsTaggedByKeywordsAndNotStored() {
        var answer = post("/extract/tags", "{\"text\":\"ERROR: the Contract and its invoice\"}");
        assertThat(answer.at("/tags").toString()).isEqualTo("[\"invoice\",\"contract\",\"error\"]");
        assertThat(answer.at("/extractions/1/source_text").asText()).isEqualTo("Contract");
        assertThat(answer.at("/run/document_id").isNull()).isTrue();
        assertThat(api.postJson("/extract/tags", "{\"text\":\"\"}").text()).isEqualTo("{\"tags\":[]}");
        assertThat(api.postJson("/extract/tags", "{}").text()).isEqualTo("{\"tags\":[]}");
    }

    @Test
    void runsTellOfPromptDeviceAndTime() {
        var prompt = post("/tags/prompt/" + log, "{\"prompt_text\":\"Tag it\"}")
                .at("/id")
                .asText();
        var other = post("/tags/prompt/" + log, "{\"prompt_text\":\"Or so\"}")
                .at("/id")
                .asText();

        post("/autotag/" + log, "{}");
        post("/autotag/" + log, "{\"prompt\":\"Tag it\",\"dry_run\":true}");
        post("/autotag/" + log, "{\"prompt\":\"never stored\",\"dry_run\":true}");

        var all = runs("document_id=" + log);
        assertThat(all.at("/extractions"))
                .extracting(run -> run.at("/prompt_id").asText(null))
                .containsExactly(other, prompt, null);
        var run = all.at("/extractions/0");
        assertThat(run.at("/provider").asText()).isEqualTo("heuristic");
        assertThat(run.at("/model").isNull()).isTrue();
        assertThat(run.at("/outcome").asText()).isEqualTo("ok");
        assertThat(run.at("/device").asText()).isEqualTo("laptop");
        assertThat(run.at("/found").asInt()).isEqualTo(2);
        assertThat(run.at("/stored").asInt()).isEqualTo(2);
        assertThat(run.at("/latency_ms").asDouble()).isNotNegative();
        assertThat(run.at("/created_at").asText()).endsWith("Z");

        assertThat(all.at("/totals/runs").asInt()).isEqualTo(3);
        assertThat(all.at("/totals/found").asInt()).isEqualTo(6);
        assertThat(all.at("/totals/stored").asInt()).isEqualTo(2);
        assertThat(all.at("/groups")).hasSize(3);
        assertThat(all.at("/groups/0/prompt_id").asText()).isEqualTo(other);
        assertThat(all.at("/groups/0/runs").asInt()).isEqualTo(1);

        assertThat(runs("prompt_id=" + prompt).at("/extractions")).hasSize(1);
        assertThat(runs("document_id=" + log + "&provider=ollama").at("/extractions"))
                .isEmpty();
        assertThat(runs("document_id=" + log + "&model=m").at("/totals/runs").asInt())
                .isZero();
        var page = runs("limit=2&document_id=" + log);
        assertThat(page.at("/extractions")).hasSize(2);
        assertThat(page.at("/totals/runs").asInt()).isEqualTo(3);
        var rest = runs("document_id=" + log + "&limit=2&cursor="
                + Api.encode(page.at("/next_cursor").asText()));
        assertThat(rest.at("/extractions")).hasSize(1);
        assertThat(rest.at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void findingsAreWrittenToFilesOfTheirOwn() throws IOException {
        var text = "😀 <b> we met Ada Lovelace & \\\"Bob\\\"";
        var answer =
                post("/extract/langextract", "{\"prompt_description\":\"people\",\"text\":\"%s\"}".formatted(text));

        assertThat(answer.at("/status").asText()).isEqualTo("ok");
        assertThat(answer.at("/model_id").asText()).isEqualTo("heuristic");
        assertThat(answer.at("/entities_count").asInt()).isEqualTo(2);
        assertThat(answer.at("/extractions/0/start").asInt()).isEqualTo(13);
        var json = Api.json(read(answer.at("/artifacts/json").asText()));
        assertThat(json.at("/text").asText()).startsWith("😀 <b>");
        assertThat(json.at("/extractions/0/extraction_text").asText()).isEqualTo("Ada Lovelace");
        assertThat(json.at("/extractions/0/char_interval/start_pos").asInt()).isEqualTo(13);
        assertThat(json.at("/extractions/0/alignment_status").asText()).isEqualTo("match_exact");
        assertThat(Api.json(read(answer.at("/artifacts/jsonl").asText()).strip()))
                .isEqualTo(json);
        assertThat(read(answer.at("/artifacts/html").asText()))
                .contains("😀 &lt;b&gt; we met <mark title=\"Ada Lovelace\">Ada Lovelace</mark> &amp; &quot;<mark");
        var rel = answer.at("/artifacts/html").asText().substring("artifacts/".length());
        assertThat(api.get("/download?rel=" + Api.encode(rel)).status()).isEqualTo(200);
    }

    private static String read(String name) throws IOException {
        BlobStore blobs = SERVER.dox().blobs();
        return Files.readString(blobs.resolve(name));
    }

    @Test
    void findingsOfAnArtifactComeFromItsTextOrItsEvidence() {
        var id = ok(api.post("/upload", new Multipart().file("files", "a.csv", Samples.CSV)))
                .at("/results/0/artifact_id")
                .asText();
        var answer = post(
                "/extract/langextract", "{\"prompt_description\":\"people\",\"artifact_id\":\"%s\"}".formatted(id));
        assertThat(answer.at("/extractions/0/text").asText()).isEqualTo("Search");
        assertThat(answer.at("/extractions/0/section").asInt()).isZero();
    }

    @Test
    void aTextThatIsNoneIsRefused() {
        var body = "{\"prompt_description\":\"p\"%s}";
        assertThat(api.postJson("/extract/langextract", body.formatted("")).text())
                .isEqualTo("{\"detail\":\"Provide either text or artifact_id\",\"code\":\"request.invalid\"}");
        assertThat(api.postJson("/extract/langextract", body.formatted(",\"artifact_id\":\"x\""))
                        .text())
                .isEqualTo("{\"detail\":\"Artifact not found: x\",\"code\":\"artifact.not-found\"}");
        assertThat(api.postJson("/extract/langextract", body.formatted(",\"text\":\" \""))
                        .text())
                .isEqualTo("{\"detail\":\"No text available for extraction\",\"code\":\"extract.no-text\"}");
        assertThat(api.postJson("/extract/tags", "{\"document_id\":\"x\"}").text())
                .isEqualTo("{\"detail\":\"Document not found\",\"code\":\"document.not-found\"}");
        var empty = ok(api.post(
                        "/ingest/xml", new Multipart().file("file", "e.xml", "<logs><log><ts>1</ts></log></logs>")))
                .at("/document_id")
                .asText();
        var answer = api.postJson("/extract/tags", "{\"document_id\":\"%s\"}".formatted(empty));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"No text available for tag extraction\",\"code\":\"extract.no-text\"}");
    }
}
