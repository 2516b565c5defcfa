package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorCodesDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| ([A-Z_]+) \\|");

    @Test
    void theDocumentListsExactlyTheCodesThatThereAre() throws Exception {
        var document = Files.readString(Path.of("..", "docs", "error-codes.md"));
        var listed = ROW.matcher(document)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        var existing = Arrays.stream(ErrorCode.values())
                .map(code -> code.text() + " " + code.kind())
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(existing);
    }
}
