package ai.pmoves.dox.contract.ingest;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.WebPages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link WebPages} does. It needs no network: names that end in {@code .invalid} lead nowhere. */
public interface WebPagesContract {
    String PAGE = "data:text/html,%3Ch1%3EHours%3C/h1%3E%3Cp%3EOpen%20from%20six.%3C/p%3E";

    /** Pages of public addresses only. */
    WebPages pages();

    /** The most bytes that a page may have. */
    int maxBytes();

    private ParsedFile fetch(String url) {
        return pages().fetch(url, Id.of("a1"));
    }

    private static Evidence evidence(ParsedFile parsed) {
        assertThat(parsed.evidence()).hasSize(1);
        return parsed.evidence().getFirst();
    }

    private static Object member(ParsedFile parsed, String name) {
        var data = evidence(parsed).fullData();
        assertThat(data).isNotNull();
        return data.asObject().get(name);
    }

    @Test
    default void aPageIsEvidenceOfItsText() {
        var parsed = fetch(PAGE);
        assertThat(evidence(parsed).artifactId()).isEqualTo(Id.of("a1"));
        assertThat(evidence(parsed).locator()).isEqualTo(PAGE);
        assertThat(member(parsed, "text")).asString().contains("Hours", "Open from six.");
    }

    @Test
    default void eachPageHasAnIdOfItsOwnAndFilesOfItsOwn() {
        var one = fetch(PAGE);
        var other = pages().fetch(PAGE, Id.of("a2"));
        assertThat(evidence(one).id()).isNotEqualTo(evidence(other).id());
        assertThat(one.derivedFiles().keySet()).noneMatch(other.derivedFiles()::containsKey);
    }

    @Test
    default void aPageThatCannotBeHadIsEvidenceThatSaysWhy() {
        var parsed = fetch("http://nowhere.invalid/");
        assertThat(evidence(parsed).locator()).isEqualTo("http://nowhere.invalid/");
        assertThat(member(parsed, "text")).isEqualTo("");
        assertThat((List<?>) member(parsed, "warnings")).isNotEmpty();
    }

    @Test
    default void aPageThatIsTooLargeIsRefused() {
        assertFails(() -> fetch("data:," + "x".repeat(maxBytes() + 1)), ErrorCode.FILE_TOO_LARGE);
    }

    @Test
    default void whatCanBeFetchedPassesTheCheck() {
        pages().check(PAGE);
        pages().check("https://93.184.216.34/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-scheme", "example.com/path", "//example.com/", "http://", "http://[::1"})
    default void whatIsNoAddressIsInvalid(String url) {
        assertFails(() -> pages().check(url), ErrorCode.URL_INVALID);
        assertFails(() -> fetch(url), ErrorCode.URL_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/x",
                "file:///etc/passwd",
                "http://localhost/",
                "http://127.0.0.1/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://10.0.0.1/",
                "http://192.168.0.1:8080/",
                "http://169.254.169.254/latest/"
            })
    default void whatIsNotOnThePublicInternetIsForbidden(String url) {
        assertFails(() -> pages().check(url), ErrorCode.URL_FORBIDDEN);
        assertFails(() -> fetch(url), ErrorCode.URL_FORBIDDEN);
    }
}
