package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class EntityRulesTest {

    @Test
    void thingsAreFoundByHowTheyAreWritten() {
        var text = "On March 3, 2025 Harbor Fitness Inc paid $1.2 million (8.5%) to Dr. Ada Byron of Lake Bank; "
                + "write to ada@example.org or see https://example.org/a?b=1. Due 2025-04-01 at 10:30 pm, EUR 300.";

        assertThat(EntityRules.of(text))
                .extracting(EntityRules.Mention::label, EntityRules.Mention::text)
                .containsExactly(
                        tuple("DATE", "March 3, 2025"),
                        tuple("ORG", "Harbor Fitness Inc"),
                        tuple("MONEY", "$1.2 million"),
                        tuple("PERCENT", "8.5%"),
                        tuple("PERSON", "Dr. Ada Byron"),
                        tuple("ORG", "Lake Bank"),
                        tuple("EMAIL", "ada@example.org"),
                        tuple("URL", "https://example.org/a?b=1"),
                        tuple("DATE", "2025-04-01"),
                        tuple("TIME", "10:30 pm"),
                        tuple("MONEY", "EUR 300"));
    }

    @Test
    void placesAreInUtf16Units() {
        var mention = EntityRules.of("😀 costs $5").getFirst();

        assertThat(mention.start()).isEqualTo(9);
        assertThat(mention.end()).isEqualTo(11);
        assertThat(mention.context()).isEqualTo("😀 costs $5");
    }

    @Test
    void plainTextHasNone() {
        assertThat(EntityRules.of("nothing to see here, 12 of 30")).isEmpty();
    }
}
