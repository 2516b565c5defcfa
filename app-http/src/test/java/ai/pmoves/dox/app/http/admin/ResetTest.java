package ai.pmoves.dox.app.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Rows;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestAccess;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
@Tag("pair")
class ResetTest {
    @RegisterExtension
    static final ServerExtension OPEN = new ServerExtension();

    @RegisterExtension
    static final ServerExtension GUARDED =
            new ServerExtension(new TestConfig().host("0.0.0.0").access(TestAccess.CONFIG));

    @RegisterExtension
    static final ServerExtension EXPOSED =
            new ServerExtension(new TestConfig().host("0.0.0.0").anonymous());

    @Test
    void onThisMachineWithoutAKeyItEmptiesTheStore() {
        OPEN.api().post("/upload", new Multipart().file("files", "a.csv", Samples.CSV));
        OPEN.api().post("/ingest/xml", new Multipart().file("file", "a.xml", Samples.XML_LOG));

        assertThat(OPEN.api().delete("/reset").text()).isEqualTo("{\"status\":\"Database reset\"}");
        assertThat(Rows.of(OPEN.dox().store())).isEqualTo(new Rows(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void whereEverybodyMayDoEverythingStrangersStillMayNot() {
        var answer = EXPOSED.api().delete("/reset");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().at("/code").asText()).isEqualTo("auth.not-configured");
        assertThat(answer.json().at("/detail").asText()).contains("SUPABASE_SERVICE_KEY");
        assertThat(EXPOSED.api().get("/artifacts").status()).isEqualTo(200);
    }

    @Test
    void withKeysOnlyTheServiceMay() {
        assertThat(GUARDED.api().delete("/reset").status()).isEqualTo(401);
        assertThat(GUARDED.api()
                        .delete("/reset", "Authorization", TestAccess.bearer(TestAccess.user()))
                        .status())
                .isEqualTo(403);
        assertThat(GUARDED.api()
                        .delete("/reset", "apikey", TestAccess.SECRET_KEY)
                        .status())
                .isEqualTo(200);
    }
}
