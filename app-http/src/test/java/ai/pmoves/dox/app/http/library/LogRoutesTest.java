package ai.pmoves.dox.app.http.library;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("each-store")
class LogRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @BeforeAll
    static void fill() {
        SERVER.api().post("/ingest/xml", new Multipart().file("file", "sample.xml", Samples.XML_LOG));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 3",
                "level=ERROR | 1",
                "level=error | 0",
                "level= | 3",
                "code=W200 | 1",
                "q=LOAN | 1",
                "q=%C3%BCn%C3%AFcode | 1",
                "document_id=unknown | 0",
                "ts_from=2025-09-25 | 2",
                "ts_to=2025-09-25 | 2",
                "ts_from=2025-09-25T10:01:02Z&ts_to=2025-09-25T10:01:02Z | 1",
                "ts_from=2025-09-25T10:01:03 | 1",
                "ts_from=2025-09-25%2010:01:03 | 1",
                "ts_from=2025-09-25T12:01:03%2B02:00 | 1",
                "ts_to=2025-09-24 | 0",
                "ts_from=2025-09-25&level=WARN&q=income | 1",
                "unknown=ignored | 3"
            })
    void filtersNarrowTheList(String query, int expected) {
        assertThat(api.get("/logs?" + query).json().at("/logs")).hasSize(expected);
        assertThat(api.get("/logs/export?" + query).text().lines()).hasSize(expected + 1);
    }

    @Test
    void theExportIsVerbatimAndQuotedOnlyWhereNeeded() {
        var answer = api.get("/logs/export");

        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv; charset=utf-8");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=logs.csv");
        assertThat(answer.text()).isEqualTo("""
                        ts,level,code,component,message
                        2025-09-25T10:01:02Z,ERROR,E1001,LoanService,Loan origination failed for application 12345
                        2025-09-25T10:02:03Z,WARN,W200,Underwriting,Missing income document for applicant 67890
                        t1,,E9,M,"Ünïcode ✓, ""quoted"" =1+1"
                        """);
    }

    @ParameterizedTest
    @CsvSource({"ts_from,yesterday", "ts_to,25.09.2025", "ts_from,2025-13-45"})
    void anUnreadableBoundIs422(String name, String value) {
        var answer = api.get("/logs?" + name + "=" + value);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0/loc/1").asText()).isEqualTo(name);
        assertThat(api.get("/logs/export?" + name + "=" + value).status()).isEqualTo(422);
    }
}
