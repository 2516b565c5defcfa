package ai.pmoves.dox.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.export.DatavzrdWriterContract;
import ai.pmoves.dox.ports.export.DatavzrdWriter;
import org.junit.jupiter.api.Test;

class YamlDatavzrdWriterTest implements DatavzrdWriterContract {
    @Override
    public DatavzrdWriter writer() {
        return new YamlDatavzrdWriter(true);
    }

    @Test
    void aProjectNamesItsFilesAndItsTitle() {
        var project = new YamlDatavzrdWriter(true).chr("CHR – \"a\" 😀", "../../chr/a_chr.csv", "../../chr/a_pca.png");

        assertThat(project)
                .startsWith(
                        "title: \"CHR \\u2013 \\\"a\\\" \\U0001f600\"\ndata:\n- id: chr\n  path: ../../chr/a_chr.csv\n")
                .contains("    content: '![](../../chr/a_pca.png)'\n")
                .endsWith("""
                              radius: {}
                              text:
                                spell:
                                  url: v1.4.1/utils/text
                                  with:
                                    chars_per_line: 80
                            search: true
                            download: true
                        """);
        assertThat(new YamlDatavzrdWriter(false).chr("t", "it's: #1.csv", "it's.png"))
                .contains("  path: \"it's: #1.csv\"\n", "content: '![](it''s.png)'\n", "      text: {}\n");
        assertThat(new YamlDatavzrdWriter(true).logs("a\nb", "logs.csv"))
                .startsWith("title: \"a\\u000ab\"\n")
                .contains("  path: logs.csv\n", "      message:\n        spell:\n");
    }
}
