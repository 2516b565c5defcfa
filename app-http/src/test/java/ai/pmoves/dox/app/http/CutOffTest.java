package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.app.http.fixture.Intercept;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.LogRepository;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CutOffTest {
    private static final AtomicInteger PAGES_LEFT = new AtomicInteger();

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig(), CutOffTest::failing);

    private static Store failing(Store store) {
        return Intercept.result(
                store,
                Store.class,
                "logs",
                LogRepository.class,
                logs -> Intercept.before(logs, LogRepository.class, "list", args -> {
                    var page = (PageRequest) args[1];
                    if (page.limit() > 0 && PAGES_LEFT.getAndDecrement() <= 0) {
                        throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "disk gone");
                    }
                }));
    }

    @BeforeAll
    static void fill() {
        var xml = IntStream.range(0, 3000)
                .mapToObj(i -> "<log><message>entry %d of a log whose lines fill more than one buffer</message></log>"
                        .formatted(i))
                .collect(Collectors.joining("", "<logs>", "</logs>"));
        SERVER.api().post("/ingest/xml", new Multipart().file("file", "a.xml", xml));
    }

    @Test
    void aListThatFailsAtOnceIsAnError() {
        PAGES_LEFT.set(0);
        var answer = SERVER.api().get("/logs");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"disk gone\",\"code\":\"store.unavailable\"}");
    }

    @Test
    void aListThatFailsInItsMiddleNeverLooksWhole() {
        PAGES_LEFT.set(4);
        assertThatThrownBy(() -> SERVER.api().get("/logs")).isInstanceOf(UncheckedIOException.class);
        PAGES_LEFT.set(4);
        assertThatThrownBy(() -> SERVER.api().get("/logs/export")).isInstanceOf(UncheckedIOException.class);
        PAGES_LEFT.set(100);
        assertThat(SERVER.api().get("/logs").json().at("/logs")).hasSize(3000);
    }
}
