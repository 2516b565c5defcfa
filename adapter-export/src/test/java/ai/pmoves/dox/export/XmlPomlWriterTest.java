package ai.pmoves.dox.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.export.PomlWriterContract;
import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.export.PomlPrompt;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.ports.export.PomlWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class XmlPomlWriterTest implements PomlWriterContract {
    @Override
    public PomlWriter writer() {
        return new XmlPomlWriter();
    }

    private static String written(PomlVariant variant, String title, List<ApiEndpoint> apis, List<LogEntry> logs) {
        return new XmlPomlWriter()
                .write(new PomlPrompt(
                        variant, title, Optional.of("a \"b\".md"), Optional.of("a.csv"), List.of(), apis, logs));
    }

    @Test
    void aLogIsADocumentWithItsEntries() {
        var log = new LogEntry(Id.of("l"), Id.of("d"), "t1", null, "ERROR", "E1", null, "Pump failed", null);
        assertThat(written(PomlVariant.GENERIC, "t.xml", List.of(), List.of(log)))
                .isEqualTo("""
                        <poml>
                          <role>You are a precise analyst. Prefer terse answers with citations.</role>
                          <system-msg>PMOVES-DoX: document analysis and structured extraction for LMS/enterprise artifacts.</system-msg>
                          <task>Answer questions about: t.xml. Use provided APIs, tags, logs, and tables as sources.</task>
                          <document src="a &quot;b&quot;.md" parser="markdown"/>
                          <table src="a.csv" parser="csv" maxRecords="20" syntax="csv"/>
                          <resource type="logs">
                            <log ts="t1" level="ERROR" code="E1">Pump failed</log>
                          </resource>
                          <output-schema parser="json">
                          {
                            "type": "object",
                            "properties": {
                              "answer": { "type": "string" },
                              "citations": { "type": "array", "items": { "type": "string" } }
                            }
                          }
                          </output-schema>
                          <stylesheet>{
                            "table": { "syntax": "csv", "writerOptions": { "csvHeader": false, "csvSeparator": " " } }
                          }</stylesheet>
                        </poml>""");
    }

    @Test
    void operationsHaveTheirMethodAndPath() {
        var api = new ApiEndpoint(Id.of("a"), Id.of("d"), null, "GET", "/loans/{id}", "Get & keep", null, null, null);
        assertThat(written(PomlVariant.CATALOG, "t", List.of(api), List.of()))
                .contains("    <api method=\"GET\" path=\"/loans/{id}\">Get &amp; keep</api>\n");
    }
}
