package ai.pmoves.dox.app.http.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection to db.abc.supabase.co:5432 refused. Check it.|Connection to (hidden) refused. Check it.",
                "Connection to db:5432 refused|Connection to (hidden) refused",
                "Connection to [::1]:5432 refused (ConnectException: no)|Connection to (hidden) refused (ConnectException: no)",
                "The database dox_app.abc@db:6543/postgres cannot be reached|The database (hidden) cannot be reached",
                "The attempt failed (UnknownHostException: harbor-db). Look.|The attempt failed (UnknownHostException: (hidden)). Look.",
                "no pg_hba.conf entry for host \"10.1.2.3\", no encryption|no pg_hba.conf entry for host \"(hidden)\", no encryption",
                "no entry for host \"fe80::1:2:3:4\"|no entry for host \"(hidden)\"",
                "the pooler at aws-0-eu.pooler.supabase.com is busy|the pooler at (hidden) is busy"
            })
    void whereTheDatabaseIsIsHidden(String text, String hidden) {
        assertThat(Addresses.hide(text)).isEqualTo(hidden);
    }

    @Test
    void otherTextStays() {
        var text =
                "No answer within 60 s; the query was cancelled. (2026-12-01T10:20:30Z, version 17.2: artifacts:0193)";
        assertThat(Addresses.hide(text)).isEqualTo(text);
        assertThat(Addresses.hide(null)).isNull();
    }
}
