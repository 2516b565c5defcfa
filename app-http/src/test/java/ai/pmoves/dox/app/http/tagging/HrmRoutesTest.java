package ai.pmoves.dox.app.http.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.application.tagging.HrmSettings;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.ports.store.Pages;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("each-store")
class HrmRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension()
            .withTagging(new TaggingSettings(
                    "Tag it",
                    false,
                    false,
                    PomlVariant.GENERIC,
                    new HrmSettings(true, new StepLimits(6, 2)),
                    Optional.empty(),
                    Optional.of("laptop")));

    @RegisterExtension
    static final ServerExtension WITHOUT = new ServerExtension();

    private Api api = SERVER.api();

    @BeforeEach
    void forgetEarlierRuns() {
        api.delete("/reset");
    }

    private static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode sort(String body) {
        return ok(api.postJson("/experiments/hrm/sort_digits", body));
    }

    private JsonNode echo(String query, String text) {
        return ok(api.postJson("/experiments/hrm/echo" + query, "{\"text\":\"%s\"}".formatted(text)));
    }

    private JsonNode metrics(String query) {
        return ok(api.get("/metrics/hrm" + query));
    }

    @Test
    void digitsAreSortedPassByPass() {
        var answer = sort("{\"seq\":\"93241\"}");
        assertThat(answer.fieldNames()).toIterable().containsExactly("in", "out", "steps", "trace", "latency_ms");
        assertThat(answer.at("/in").asText()).isEqualTo("93241");
        assertThat(answer.at("/out").asText()).isEqualTo("12349");
        assertThat(answer.at("/steps").asInt()).isEqualTo(4);
        assertThat(answer.at("/trace").toString()).isEqualTo("[\"93241\",\"32419\",\"23149\",\"21349\",\"12349\"]");
        assertThat(answer.at("/latency_ms").asDouble()).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 4", "2, 1, 2", "'\"3\"', 1, 3", "9, 7, 7", "-1, 1, 0", "null, null, 4"})
    void theLimitsHold(String max, String min, int steps) {
        var answer = sort("{\"seq\":\"93241\",\"Mmax\":%s,\"Mmin\":%s}".formatted(max, min));
        assertThat(answer.at("/steps").asInt()).isEqualTo(steps);
        assertThat(answer.at("/trace")).hasSize(steps + 1);
    }

    @Test
    void whatIsNoDigitIsRefused() {
        for (var seq : new String[] {"", "12a", " 1", "-1"}) {
            var answer = api.postJson("/experiments/hrm/sort_digits", "{\"seq\":\"%s\"}".formatted(seq));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text())
                    .isEqualTo(
                            "{\"detail\":\"Provide 'seq' as digits only, e.g. '93241'.\",\"code\":\"request.invalid\"}");
        }
        assertThat(metrics("").at("/total_runs").asInt()).isZero();
    }

    @Test
    void anEchoNormalisesWhiteSpace() {
        var answer = echo("", "  a   b  c  ");
        assertThat(answer.fieldNames()).toIterable().containsExactly("out", "steps", "variants", "latency_ms");
        assertThat(answer.at("/out").asText()).isEqualTo("a b c");
        assertThat(answer.at("/steps").asInt()).isEqualTo(2);
        assertThat(answer.at("/variants").toString()).isEqualTo("[\"  a   b  c  \",\"a b c\",\"a b c\"]");
        assertThat(echo("?Mmax=0", " a ").at("/out").asText()).isEqualTo(" a ");
        assertThat(echo("?Mmax=9&Mmin=5", "a").at("/steps").asInt()).isEqualTo(5);
    }

    @Test
    void theFiguresAreOfAllRuns() {
        sort("{\"seq\":\"93241\"}");
        sort("{\"seq\":\"54321\",\"Mmax\":2}");
        echo("", "  a  ");

        var all = metrics("");
        assertThat(all.at("/total_runs").asInt()).isEqualTo(3);
        assertThat(all.at("/avg_steps").asDouble()).isEqualTo(2.667);
        assertThat(all.at("/last/steps").asInt()).isEqualTo(2);
        assertThat(all.at("/last/payload").toString()).isEqualTo("{\"mode\":\"echo\"}");
        assertThat(all.at("/halting_rate").asDouble()).isEqualTo(0.667);
        assertThat(all.at("/accuracy").asDouble()).isEqualTo(0.8);
        assertThat(all.at("/steps_histogram").toString()).isEqualTo("{\"2\":2,\"4\":1}");
        assertThat(all.at("/p95_latency_ms").asDouble())
                .isGreaterThanOrEqualTo(all.at("/p50_latency_ms").asDouble());
        assertThat(api.get("/metrics").text()).contains("pmoves_hrm_total_runs 3.0\n", "pmoves_hrm_avg_steps 2.667\n");
    }

    @Test
    void filtersNarrowTheFigures() {
        sort("{\"seq\":\"93241\"}");
        echo("", "a");
        var now = Instant.now();
        assertThat(metrics("?kind=sort_digits").at("/total_runs").asInt()).isEqualTo(1);
        assertThat(metrics("?kind=sort_digits").at("/last/payload/seq").asText())
                .isEqualTo("93241");
        assertThat(metrics("?kind=ask").at("/total_runs").asInt()).isZero();
        assertThat(metrics("?device=laptop").at("/total_runs").asInt()).isEqualTo(2);
        assertThat(metrics("?device=phone").at("/total_runs").asInt()).isZero();
        assertThat(metrics("?ts_from=" + now.minusSeconds(600))
                        .at("/total_runs")
                        .asInt())
                .isEqualTo(2);
        assertThat(metrics("?ts_from=" + now.plusSeconds(600)).at("/total_runs").asInt())
                .isZero();
        assertThat(metrics("?ts_to=" + now.minusSeconds(600)).at("/total_runs").asInt())
                .isZero();
        assertThat(api.get("/metrics/hrm?ts_from=soon").status()).isEqualTo(422);
    }

    @Test
    void theFiguresSurviveARestart() throws IOException {
        sort("{\"seq\":\"93241\"}");
        var before = metrics("");
        SERVER.restart();
        api = SERVER.api();
        assertThat(metrics("")).isEqualTo(before);
    }

    @Test
    void eachStepIsStored() {
        sort("{\"seq\":\"321\"}");
        var runs = SERVER.dox().store().hrmRuns();
        var run = StreamSupport.stream(Pages.all(runs::list).spliterator(), false)
                .findFirst()
                .orElseThrow();
        assertThat(run.halted()).isTrue();
        assertThat(run.haltReason()).isEqualTo("sorted");
        assertThat(run.accuracy()).isEqualTo(1.0);
        assertThat(run.device()).isEqualTo("laptop");
        assertThat(runs.listSteps(run.id()))
                .extracting(step -> step.value().value())
                .containsExactly("213", "123");
    }

    private static String ingest(Api api) {
        var log = "<logs><log><message>Ada Lovelace met Ada   Lovelace</message></log></logs>";
        return ok(api.post("/ingest/xml", new Multipart().file("file", "a.xml", log)))
                .at("/document_id")
                .asText();
    }

    @Test
    void tagsAreRefinedWhereThatIsEnabledAndAskedFor() {
        var id = ingest(api);
        var answer = ok(api.postJson("/extract/tags", "{\"document_id\":\"%s\",\"use_hrm\":true}".formatted(id)));

        assertThat(answer.at("/tags").toString()).isEqualTo("[\"Ada Lovelace\"]");
        assertThat(answer.at("/hrm").toString()).isEqualTo("{\"enabled\":true,\"steps\":2}");
        assertThat(answer.at("/extractions")).hasSize(2);
        var tag = ok(api.get("/tags?document_id=" + id)).at("/tags/0");
        assertThat(tag.at("/source_ptr").asText()).isEqualTo("hrm-refined:steps2");
        assertThat(tag.at("/hrm_steps").asInt()).isEqualTo(2);
        var last = metrics("?kind=extract_tags").at("/last");
        assertThat(last.at("/payload/mode").asText()).isEqualTo("extract_tags");
        assertThat(last.at("/payload/doc").asText()).isEqualTo(id);

        assertThat(ok(api.postJson("/autotag/" + id, "{}")).has("hrm")).isFalse();
        assertThat(ok(api.postJson("/autotag/" + id, "{\"use_hrm\":true}"))
                        .at("/hrm/steps")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void tagsAreNotRefinedWhereThatIsOff() {
        var body = "{\"document_id\":\"%s\",\"use_hrm\":true}".formatted(ingest(WITHOUT.api()));
        var answer = ok(WITHOUT.api().postJson("/extract/tags", body));
        assertThat(answer.has("hrm")).isFalse();
        assertThat(answer.at("/tags")).hasSize(2);
        assertThat(ok(WITHOUT.api().postJson("/experiments/hrm/sort_digits", "{\"seq\":\"21\"}"))
                        .at("/steps")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void anAnswerIsRefinedWhereThatIsEnabledAndAskedFor() {
        api.post("/upload", new Multipart().file("files", "a.csv", "day,revenue\n1,2.5\n"));
        var refined = ok(api.post("/ask?question=revenue&use_hrm=true"));
        assertThat(refined.at("/answer").asText())
                .isEqualTo("**REVENUE** across 1 source(s):\n- Total: 2.50\n- Average: 2.50");
        assertThat(refined.at("/hrm").toString()).isEqualTo("{\"enabled\":true,\"steps\":2}");
        var last = metrics("?kind=ask").at("/last");
        assertThat(last.at("/steps").asInt()).isEqualTo(2);
        assertThat(last.at("/payload")).isEqualTo(Api.json("{\"question\":\"revenue\",\"mode\":\"ask\"}"));

        var plain = ok(api.post("/ask?question=revenue"));
        assertThat(plain.at("/answer").asText()).endsWith("2.50\n");
        assertThat(plain.at("/hrm").toString()).isEqualTo("{\"enabled\":false}");
        assertThat(ok(WITHOUT.api().post("/ask?question=revenue&use_hrm=true"))
                        .at("/hrm")
                        .toString())
                .isEqualTo("{\"enabled\":false}");
        assertThat(metrics("?kind=ask").at("/total_runs").asInt()).isEqualTo(1);
    }
}
