package ai.pmoves.dox.sqlite.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OdditiesDocumentTest {
    private static final String HEADING = "## What a backfill repairs and rejects\n";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| [^|]+ \\| [^|]+ \\| (yes|no) \\|$");

    @Test
    void theDocumentListsExactlyTheKindsThatThereAreAndWhichLoseSomething() throws Exception {
        var document = Files.readString(Path.of("..", "docs", "operations.md"));
        int start = document.indexOf(HEADING);
        assertThat(start).isNotNegative();
        var section = document.substring(start, document.indexOf("\n## ", start));
        var listed = ROW.matcher(section)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        var existing = Arrays.stream(DataIssue.values())
                .map(kind -> kind.text() + " " + (kind.isLossy() ? "yes" : "no"))
                .toList();
        assertThat(listed).isEqualTo(existing);
    }
}
