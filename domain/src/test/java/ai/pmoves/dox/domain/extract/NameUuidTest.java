package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameUuidTest {

    @Test
    void isTheVersion5UuidOfTheUrlNamespace() {
        assertThat(NameUuid.of("http://www.example.com/")).hasToString("fcde3c85-2270-590f-9e7c-ee003d65e0e2");
    }

    @Test
    void theSameNameGivesTheSameId() {
        assertThat(NameUuid.of("a|entity|0|ORG|Ünïted|3")).isEqualTo(NameUuid.of("a|entity|0|ORG|Ünïted|3"));
    }
}
