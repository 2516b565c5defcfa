package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
@Tag("pair")
class IngestTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @Test
    void aLogBecomesADocumentWithItsEntries() {
        var answer = api.post("/ingest/xml", new Multipart().file("file", "sample.xml", Samples.XML_LOG))
                .json();

        assertThat(answer.at("/status").asText()).isEqualTo("ok");
        assertThat(answer.at("/rows").asInt()).isEqualTo(3);
        var id = answer.at("/document_id").asText();
        var logs = api.get("/logs?document_id=" + id).json().at("/logs");
        assertThat(logs).hasSize(3);
        assertThat(logs.get(0).fieldNames())
                .toIterable()
                .containsExactly("id", "document_id", "ts", "level", "code", "component", "message", "attrs");
        assertThat(logs.at("/0/message").asText()).isEqualTo("Loan origination failed for application 12345");
        assertThat(logs.at("/2/level").isNull()).isTrue();
        var documents = api.get("/documents?type=xml").json().at("/documents");
        var document = documents.get(documents.size() - 1);
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "path", "type", "title", "source", "created_at");
        assertThat(document.at("/id").asText()).isEqualTo(id);
        assertThat(document.at("/path").asText()).startsWith("uploads/").endsWith("_sample.xml");
        assertThat(document.at("/title").asText()).endsWith("_sample.xml");
        assertThat(document.at("/source").asText()).isEqualTo("watch|upload");
    }

    @Test
    void anApiDescriptionBecomesItsOperations() {
        var answer = api.post("/ingest/openapi", new Multipart().file("file", "loans.json", Samples.OPENAPI))
                .json();
        assertThat(answer.at("/rows").asInt()).isEqualTo(3);
        var documentId = answer.at("/document_id").asText();

        var apis = api.get("/apis?document_id=" + documentId).json().at("/apis");
        assertThat(apis.findValuesAsText("method")).containsExactly("GET", "POST", "GET");
        assertThat(apis.get(0).fieldNames())
                .toIterable()
                .containsExactly("id", "document_id", "name", "method", "path", "summary", "tags");
        assertThat(api.get("/apis?method=post&tag=loans").json().at("/apis").findValuesAsText("summary"))
                .containsExactly("Create loan");
        assertThat(api.get("/apis?path_like=%7Bid%7D").json().at("/apis").findValuesAsText("summary"))
                .containsExactly("Get loan");
        assertThat(api.get("/apis?tag=loan").json().at("/apis")).isEmpty();

        var detail = api.get("/apis/" + apis.at("/0/id").asText()).json();
        assertThat(detail.at("/parameters/0/name").asText()).isEqualTo("page");
        assertThat(detail.at("/responses/200/description").asText()).isEqualTo("ok");
        var bare = api.get("/apis/" + apis.at("/2/id").asText()).json();
        assertThat(bare.at("/parameters").toString()).isEqualTo("[]");
        assertThat(bare.at("/responses").toString()).isEqualTo("{}");
    }

    @Test
    void aCollectionBecomesItsRequests() {
        var answer = api.post("/ingest/postman", new Multipart().file("file", "c.json", Samples.POSTMAN))
                .json();
        assertThat(answer.at("/rows").asInt()).isEqualTo(1);
        assertThat(api.get("/apis?method=PUT").json().at("/apis/0/path").asText())
                .isEqualTo("/v2/things");
    }

    @Test
    void theSameBytesAreSkippedWhenAsked() {
        var xml = "<logs><log><message>once</message></log></logs>";
        var first = api.post("/ingest/xml", new Multipart().file("file", "a.xml", xml))
                .json();
        var again = api.post("/ingest/xml?dedupe=1", new Multipart().file("file", "b.xml", xml))
                .json();

        assertThat(again.at("/status").asText()).isEqualTo("skipped");
        assertThat(again.at("/document_id")).isEqualTo(first.at("/document_id"));
    }

    @Test
    void aMissingFileIs422() {
        for (var answer : new Api.Answer[] {
            api.post("/ingest/xml"),
            api.post("/ingest/openapi", new Multipart().file("other", "a.json", "{}")),
            api.post("/ingest/postman", new Multipart().field("file", "text"))
        }) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text())
                    .isEqualTo("{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"file\"],"
                            + "\"msg\":\"Field required\",\"input\":null}],\"code\":\"request.invalid\"}");
        }
    }
}
