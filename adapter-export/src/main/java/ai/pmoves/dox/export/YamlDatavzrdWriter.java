package ai.pmoves.dox.export;

import ai.pmoves.dox.ports.export.DatavzrdWriter;

/**
 * Writes projects with a page of charts and a page of all rows.
 *
 * @param withSpells whether columns of text have a formatter that datavzrd fetches from its own site
 */
public record YamlDatavzrdWriter(boolean withSpells) implements DatavzrdWriter {
    private static final String CHR = """
            title: %s
            data:
            - id: chr
              path: %s
            pages:
            - title: Overview
              blocks:
              - title: Constellation Map (PCA)
                render: markdown
                content: %s
              - title: Rows per Constellation
                render: plot
                data: chr
                spec:
                  $schema: https://vega.github.io/schema/vega-lite/v5.json
                  mark:
                    type: bar
                  encoding:
                    x:
                      field: constellation
                      type: nominal
                      sort: ascending
                    y:
                      aggregate: count
                      type: quantitative
                      title: rows
              - title: Radius Histogram
                render: plot
                data: chr
                spec:
                  $schema: https://vega.github.io/schema/vega-lite/v5.json
                  mark: bar
                  encoding:
                    x:
                      bin: true
                      field: radius
                      type: quantitative
                    y:
                      aggregate: count
                      type: quantitative
            - title: Details
              blocks:
              - title: CHR Rows
                render: table
                data: chr
                columns:
                  idx: {}
                  constellation: {}
                  radius: {}
                  text:%s
                search: true
                download: true
            """;
    private static final String LOGS = """
            title: %s
            data:
            - id: logs
              path: %s
            pages:
            - title: Overview
              blocks:
              - title: Entries per Level
                render: plot
                data: logs
                spec:
                  $schema: https://vega.github.io/schema/vega-lite/v5.json
                  mark: bar
                  encoding:
                    x:
                      field: level
                      type: nominal
                    y:
                      aggregate: count
                      type: quantitative
                      title: entries
              - title: Entries per Code
                render: plot
                data: logs
                spec:
                  $schema: https://vega.github.io/schema/vega-lite/v5.json
                  mark: bar
                  encoding:
                    x:
                      field: code
                      type: nominal
                      sort: '-y'
                    y:
                      aggregate: count
                      type: quantitative
                      title: entries
            - title: Details
              blocks:
              - title: Log Entries
                render: table
                data: logs
                columns:
                  ts: {}
                  level: {}
                  code: {}
                  component: {}
                  message:%s
                search: true
                download: true
            """;
    private static final String SPELL =
            "\n        spell:\n          url: v1.4.1/utils/text\n          with:\n            chars_per_line: 80";

    @Override
    public String chr(String title, String csv, String plot) {
        return CHR.formatted(
                YamlScalar.doubleQuoted(title),
                YamlScalar.path(csv),
                YamlScalar.singleQuoted("![](" + plot + ")"),
                textColumn());
    }

    @Override
    public String logs(String title, String csv) {
        return LOGS.formatted(YamlScalar.doubleQuoted(title), YamlScalar.path(csv), textColumn());
    }

    private String textColumn() {
        return withSpells ? SPELL : " {}";
    }
}
