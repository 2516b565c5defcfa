package ai.pmoves.dox.app.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.ServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DocsPageTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    @Test
    void thePageAndItsFilesComeFromTheServerItself() {
        var api = SERVER.api();
        assertThat(api.get("/docs").header("Content-Type")).startsWith("text/html");
        assertThat(api.get("/docs").text()).doesNotContain("http://", "https://", "onload=");
        assertThat(api.get("/docs/swagger-ui.css").header("Content-Type")).startsWith("text/css");
        assertThat(api.get("/docs/swagger-ui-bundle.js").header("Content-Type")).startsWith("text/javascript");
        assertThat(api.get("/docs/initializer.js").text()).contains("/openapi.yaml");
        assertThat(api.get("/docs/favicon-32x32.png").header("Content-Type")).isEqualTo("image/png");
        assertThat(api.get("/docs/index.html").status()).isEqualTo(404);
        assertThat(api.get("/docs/..%2Findex.html").status()).isIn(400, 404);
    }
}
