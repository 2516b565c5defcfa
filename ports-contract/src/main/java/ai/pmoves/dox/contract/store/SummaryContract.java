package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.store.Store;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store does with summaries. */
public interface SummaryContract {
    Store store();

    @Test
    default void summariesAreListedNewestFirst() {
        store().summaries().add(Rows.summary("z", "workspace", Rows.TIME));
        store().summaries().add(Rows.summary("a", "workspace", Rows.TIME));
        store().summaries().add(Rows.summary("m", "other", Rows.TIME.plusSeconds(1)));
        assertThat(store().summaries().findLatest("workspace", "bullet"))
                .contains(Rows.summary("z", "workspace", Rows.TIME));
        assertThat(store().summaries().findLatest("workspace", "executive")).isEmpty();
        assertThat(store().summaries().list(Optional.of("workspace"), Optional.of("bullet")))
                .extracting(s -> s.id().value())
                .containsExactly("m", "z", "a");
    }
}
