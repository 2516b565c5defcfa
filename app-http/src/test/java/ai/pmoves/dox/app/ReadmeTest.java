package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)\n```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void itsJavaIsTheExampleThatTheBuildRuns() throws Exception {
        var readme = Files.readString(ROOT.resolve("README.md"));
        var example = Files.readString(
                ROOT.resolve("examples/embedded/src/main/java/com/example/search/EmbeddedSearch.java"));
        var shown = JAVA.matcher(readme);
        assertThat(shown.find()).isTrue();
        assertThat(example).isEqualTo("package com.example.search;\n\n" + shown.group(1) + "\n");
    }

    @Test
    void itsDependencyIsTheOneOfTheExample() throws Exception {
        var readme = Files.readString(ROOT.resolve("README.md"));
        var pom = Files.readString(ROOT.resolve("examples/embedded/pom.xml"));
        var version = Pattern.compile("<dox.version>(.+)</dox.version>").matcher(pom);
        var shown = Pattern.compile("(?s)```xml\n(.*?)\n```").matcher(readme);
        assertThat(version.find()).isTrue();
        assertThat(shown.find()).isTrue();
        assertThat(pom.replace("${dox.version}", version.group(1)).replaceAll("(?m)^    ", ""))
                .contains(shown.group(1));
    }

    @Test
    void itsLinksLeadSomewhere() throws Exception {
        for (var document : new String[] {"README.md", "CONTRIBUTING.md"}) {
            for (var link : LINK.matcher(Files.readString(ROOT.resolve(document)))
                    .results()
                    .map(match -> match.group(1))
                    .toList()) {
                assertThat(ROOT.resolve(link)).as(document).exists();
            }
        }
    }
}
