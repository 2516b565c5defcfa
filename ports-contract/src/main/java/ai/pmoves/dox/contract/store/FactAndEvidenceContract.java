package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.store.FactRepository} and evidence repository does. */
public interface FactAndEvidenceContract {
    PageRequest PAGE = PageRequest.first(10);

    Store store();

    @Test
    default void factsComeBackByWeekAndArtifactInInsertionOrder() {
        List.of("a1", "a2").forEach(id -> store().artifacts().add(Rows.artifact(id)));
        var facts = List.of(Rows.fact("z", "a1", "W1"), Rows.fact("a", "a2", "W1"), Rows.fact("m", "a1", "W2"));
        store().facts().addAll(facts);
        assertThat(store().facts()
                        .list(Optional.empty(), Optional.empty(), PAGE)
                        .items())
                .isEqualTo(facts);
        assertThat(store().facts()
                        .list(Optional.of("W1"), Optional.of(Id.of("a1")), PAGE)
                        .items())
                .containsExactly(facts.getFirst());
    }

    @Test
    default void aFactMayNameEvidenceThatIsGone() {
        store().artifacts().add(Rows.artifact("a1"));
        store().facts().addAll(List.of(Rows.fact("f", "a1", "")));
        assertThat(store().facts()
                        .list(Optional.empty(), Optional.empty(), PAGE)
                        .items())
                .extracting(Fact::evidenceId)
                .containsExactly(Id.<Evidence>of("gone"));
    }

    @Test
    default void rowsOfNoArtifactAreRefused() {
        Errors.assertFails(
                () -> store().facts().addAll(List.of(Rows.fact("f", "nobody", ""))), ErrorCode.PARENT_MISSING, "facts");
        Errors.assertFails(
                () -> store().evidence().addAll(List.of(Rows.evidence("e", "nobody", "csv"))),
                ErrorCode.PARENT_MISSING,
                "evidence");
    }

    @Test
    default void ofContentTypesOnlyAToZHaveTwoCases() {
        store().artifacts().add(Rows.artifact("a1"));
        store().evidence()
                .addAll(List.of(Rows.evidence("e", "a1", "\u00c9TAT"), Rows.evidence("f", "a1", "\u00e9tat")));
        assertThat(store().evidence().countByContentType(List.of(Id.of("a1"))))
                .isEqualTo(Map.of(Id.of("a1"), Map.of("\u00c9tat", 1, "\u00e9tat", 1)));
        assertThat(store().evidence()
                        .listByContentType(Set.of("\u00e9tat", "\0"), PAGE)
                        .items())
                .extracting(e -> e.id().value())
                .containsExactly("f");
    }

    @Test
    default void evidenceComesBackAndIsCountedByTypeInAnyCase() {
        List.of("a1", "a2", "a3").forEach(id -> store().artifacts().add(Rows.artifact(id)));
        store().evidence()
                .addAll(List.of(
                        Rows.evidence("z", "a1", "Table"),
                        Rows.evidence("a", "a1", "table"),
                        Rows.evidence("m", "a2", "web_page")));
        assertThat(store().evidence().find(Id.of("z"))).contains(Rows.evidence("z", "a1", "Table"));
        assertThat(store().evidence().listByArtifact(Id.of("a1"), PAGE).items())
                .extracting(e -> e.id().value())
                .containsExactly("z", "a");
        assertThat(store().evidence()
                        .listByContentType(Set.of("table", "web_page"), PAGE)
                        .items())
                .hasSize(3);
        assertThat(store().evidence().countByContentType(List.of(Id.of("a1"), Id.of("a2"), Id.of("a3"))))
                .isEqualTo(Map.of(Id.of("a1"), Map.of("table", 2), Id.of("a2"), Map.of("web_page", 1)));
    }
}
