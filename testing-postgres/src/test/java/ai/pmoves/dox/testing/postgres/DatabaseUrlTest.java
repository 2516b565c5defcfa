package ai.pmoves.dox.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

    @Test
    void aUrlOfPsqlAndOneOfJdbcAreTheSame() {
        var expected = new DatabaseUrl(
                "db.example", 6543, "dox", Map.of("user", "me", "password", "a+b c", "sslmode", "require"));
        assertThat(DatabaseUrl.parse("postgresql://me:a+b%20c@db.example:6543/dox?sslmode=require"))
                .isEqualTo(expected);
        assertThat(DatabaseUrl.parse(
                        "jdbc:postgresql://db.example:6543/dox?user=me&password=a%2Bb%20c&sslmode=require"))
                .isEqualTo(expected);
        assertThat(DatabaseUrl.parse(expected.jdbc())).isEqualTo(expected);
    }

    @Test
    void whatIsLeftOutIsAsPsqlHasIt() {
        assertThat(DatabaseUrl.parse("postgres://localhost"))
                .isEqualTo(new DatabaseUrl("localhost", 5432, "postgres", Map.of()));
    }

    @Test
    void otherUrlsAreRefused() {
        assertThatThrownBy(() -> DatabaseUrl.parse("jdbc:sqlite:file.db"))
                .hasMessageStartingWith("this is no URL of a Postgres");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(DatabaseUrl.of("localhost", 1, "me", "secret")).hasToString("postgresql://localhost:1/postgres");
    }
}
