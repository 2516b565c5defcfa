package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test class of each module runs in a tier of {@code ./verify}: docs/testing.md. */
class TestTiersTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
    private static final Pattern HAS_TESTS = Pattern.compile(
            "(?m)^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory"
                    + "|TestTemplate|Nested|ArchTest)\\b|^(?!abstract).*\\bclass \\w+ .*\\b\\w+(Contract|ContractSuite)\\b");
    private static final Pattern ABSTRACT = Pattern.compile("(?m)^(public )?(abstract class|interface) ");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"?([\\w.-]+)\"?\\)");

    /** What needs a database, a browser or a process of its own, and so has no place in the fast tier. */
    private static final Pattern EXTERNAL = Pattern.compile(
            "\\b(PostgresServer|OwnPostgresServer|PgBouncer|TestDatabase|SupabaseStoreExtension|DoxProcess|Chromium"
                    + "|ProcessBuilder)\\b");

    private static final Set<String> TAGS = Set.of("alone", "exhaustive", "each-store", "pair");

    @Test
    void everyTestClassIsNamedForItsTier() throws IOException {
        assertThat(testSources()).allSatisfy((name, source) -> {
            if (HAS_TESTS.matcher(source).find() && !ABSTRACT.matcher(source).find()) {
                assertThat(name)
                        .as("a class with tests is named ...Test (fast tier) or ...IT, or no run finds it")
                        .matches(".*(Test|IT)");
            }
        });
    }

    @Test
    void theFastTierNeedsNoDatabaseBrowserOrProcess() throws IOException {
        var external = new TreeMap<String, String>();
        testSources().forEach((name, source) -> {
            var found = EXTERNAL.matcher(source);
            if (name.endsWith("Test") && !name.endsWith("TestTiersTest") && found.find()) {
                external.put(name, found.group());
            }
        });
        assertThat(external).as("name these ...IT").isEmpty();
    }

    @Test
    void noTagKeepsAClassOutOfEveryTier() throws IOException {
        assertThat(testSources()).allSatisfy((name, source) -> {
            var tags = TAG.matcher(source).results().map(tag -> tag.group(1)).toList();
            assertThat(TAGS).as("the tags that the poms know").containsAll(tags);
            if (name.endsWith("Test")) {
                assertThat(tags).as("the fast tier runs whole").doesNotContain("alone", "exhaustive");
            }
        });
    }

    @Test
    void noModuleChoosesItsTestsItself() throws IOException {
        for (var module : modules()) {
            assertThat(Files.readString(ROOT.resolve(module).resolve("pom.xml")))
                    .as(module)
                    .doesNotContain("<skipTests>", "<artifactId>maven-surefire-plugin");
        }
    }

    @Test
    void theModulesAreThoseWithSources() throws IOException {
        try (var folders = Files.list(ROOT)) {
            var withTests = new TreeSet<>(folders.filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
                    .map(folder -> folder.getFileName().toString())
                    .toList());
            assertThat(modules()).containsAll(withTests);
        }
    }

    @Test
    void testsAreRecognized() {
        assertThat("class Odd {\n    @Test\n    void x() {}\n}").containsPattern(HAS_TESTS);
        assertThat("class Odd implements BlobStoreContract {}").containsPattern(HAS_TESTS);
        assertThat("final class Fixture {}").doesNotContainPattern(HAS_TESTS);
    }

    private static List<String> modules() throws IOException {
        return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
    }

    /** Sources below src/test/java, by module and class. */
    private static TreeMap<String, String> testSources() throws IOException {
        var sources = new TreeMap<String, String>();
        for (var module : modules()) {
            var folder = ROOT.resolve(module).resolve("src/test/java");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (var file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        var name = folder.relativize(file).toString().replace(".java", "");
                        sources.put(module + ":" + name, Files.readString(file));
                    }
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }
}
