package ai.pmoves.dox.ingest.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class PageUnitsTest {
    @Test
    void aLongTextIsCutAfterASentenceOrAWord() {
        var sentences = "One sentence after the other. ".repeat(100);
        assertThat(PageUnits.ofParagraph(sentences)).hasSize(2).allSatisfy(unit -> assertThat(unit)
                .hasSizeLessThanOrEqualTo(1_800)
                .endsWith("other."));
        assertThat(PageUnits.ofParagraph("word ".repeat(500))).hasSize(2).allSatisfy(unit -> assertThat(unit)
                .hasSizeLessThanOrEqualTo(1_800)
                .endsWith("word"));
    }

    @Test
    void aTextWithoutABreakIsCutAnywhereButInACharacter() {
        var units = PageUnits.ofParagraph("w".repeat(1_799) + "\uD83D\uDEA2".repeat(1_000));
        assertThat(String.join("", units)).hasSize(3_799);
        assertThat(units).extracting(String::length).containsExactly(1_799, 1_800, 200);
    }

    @Test
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    void aTextOfManyMegabytesIsCutQuickly() {
        for (var text : List.of("w".repeat(10_000_000), "Some words. ".repeat(1_000_000))) {
            assertThat(PageUnits.ofParagraph(text)).hasSizeGreaterThan(5_000);
        }
    }
}
