package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CompatibilityDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+ /[^`]*)` \\| (\\w+) \\| ?(.*?) ?\\|$");

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private static List<MatchResult> rows() throws IOException {
        var document = Files.readString(Path.of("..", "docs", "compatibility.md"));
        return ROW.matcher(document).results().toList();
    }

    @Test
    void theTableNamesExactlyTheRoutesThatThereAre() throws IOException {
        assertThat(rows())
                .extracting(row -> row.group(1))
                .containsExactlyInAnyOrderElementsOf(SERVER.server().routes());
    }

    @Test
    void everyRowGivesAVerdictAndSaysWhatDiffers() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.group(2)).as(row.group(1)).isIn("same", "superset", "different", "new");
            if (!row.group(2).equals("same")) {
                assertThat(row.group(3)).as(row.group(1)).isNotBlank();
            }
        });
    }
}
