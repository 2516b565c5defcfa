package ai.pmoves.dox.app.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Facts as only older stores and odd files have them. */
@Tag("each-store")
class AskOddFactsTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    @Test
    void whatIsNoNumberDoesNotCountAndEvidenceThatIsGoneIsLeftOut() {
        var api = SERVER.api();
        Id<Artifact> artifact = Id.of(api.post("/upload", new Multipart().file("files", "a.csv", "a\n1\n"))
                .json()
                .at("/results/0/artifact_id")
                .asText());
        var nothing = api.post("/ask?question=spend").json();
        assertThat(nothing.at("/answer").asText()).isEqualTo("No data found for spend.");
        assertThat(nothing.at("/metric").asText()).isEqualTo("spend");
        assertThat(nothing.at("/evidence")).isEmpty();
        SERVER.dox()
                .store()
                .facts()
                .addAll(List.of(
                        fact(artifact, "f1", "twelve"), fact(artifact, "f2", 1e308), fact(artifact, "f3", 1.5e308)));

        var answer = api.post("/ask?question=spend").json();

        assertThat(answer.at("/count").asInt()).isEqualTo(2);
        assertThat(answer.at("/total").isNull()).as("infinity").isTrue();
        assertThat(answer.at("/evidence")).isEmpty();
    }

    private static Fact fact(Id<Artifact> artifact, String id, Object spend) {
        return new Fact(Id.of(id), artifact, "", null, Json.of(Map.of("spend", spend)), Id.of("gone"));
    }
}
