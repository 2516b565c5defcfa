package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Programs that embed the library have neither the command line nor the server, nor their configuration. */
@AnalyzeClasses(
        packages = "ai.pmoves.dox",
        importOptions = {ImportOption.DoNotIncludeTests.class})
class LibraryMessagesTest {
    private static final List<String> OTHERS = List.of("app", "contract", "testing", "bench", "jooq.tables");

    /** A string that is only an option is an argument of another program. */
    private static final String COMMANDS = "(?<![-\\w])dox [a-z]|\\s--[a-z]|--[a-z][a-z-]*\\s";

    @ArchTest
    static void messagesNameNoCommandPathOrVariable(JavaClasses types) throws IOException {
        var names = Pattern.compile("%s|\\s(?:%s)\\b|\\b(?:%s)\\b".formatted(COMMANDS, routes(), keys()));
        var found = new TreeSet<String>();
        for (var type : types) {
            if (!isOfOthers(type)) {
                strings(type).stream()
                        .filter(text -> names.matcher(text).find())
                        .forEach(text -> found.add(type.getName() + ": " + text));
            }
        }
        assertThat(found)
                .as("a DoxException names a Remedy; OperatorWords has its words")
                .isEmpty();
    }

    private static boolean isOfOthers(JavaClass type) {
        return OTHERS.stream()
                .anyMatch(part -> (type.getPackageName() + ".").startsWith("ai.pmoves.dox." + part + "."));
    }

    private static String keys() {
        return Arrays.stream(ConfigKey.values())
                .map(Enum::name)
                .filter(key -> key.contains("_"))
                .collect(Collectors.joining("|"));
    }

    private static String routes() throws IOException {
        return Pattern.compile("^  (/[a-z]+)", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docs/openapi.yaml")))
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .distinct()
                .collect(Collectors.joining("|"));
    }

    /** The string constants of a class file, by the format of the Java Virtual Machine Specification, 4.4. */
    private static List<String> strings(JavaClass type) throws IOException {
        var uri = type.getSource().orElseThrow().getUri();
        try (var in = new DataInputStream(uri.toURL().openStream())) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            var texts = new String[count];
            var indices = new ArrayList<Integer>();
            for (int i = 1; i < count; i++) {
                switch (in.readUnsignedByte()) {
                    case 1 -> texts[i] = in.readUTF();
                    case 8 -> indices.add(in.readUnsignedShort());
                    case 7, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++; // it takes two places
                    }
                    default -> throw new IllegalStateException("not a constant, in " + type.getName());
                }
            }
            return indices.stream().map(index -> texts[index]).toList();
        }
    }
}
