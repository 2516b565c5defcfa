package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.store.TagRepository} and prompt repository does. */
public interface TagRepositoryContract {
    PageRequest PAGE = PageRequest.first(10);

    Store store();

    private static TagPrompt prompt(String id, @Nullable Instant createdAt) {
        return new TagPrompt(Id.of(id), Id.of("not a document"), "Tag it as " + id, null, createdAt, "me");
    }

    @Test
    default void tagsComeBackByDocumentAndText() {
        List.of("d1", "d2").forEach(id -> store().documents().add(Rows.document(id)));
        var tags =
                List.of(Rows.tag("z", "d1", "Finance"), Rows.tag("a", "d2", "financial"), Rows.tag("m", "d1", "Ünï"));
        store().tags().addAll(tags);
        assertThat(store().tags()
                        .list(Optional.empty(), Optional.of("FINANC"), PAGE)
                        .items())
                .isEqualTo(tags.subList(0, 2));
        assertThat(store().tags()
                        .list(Optional.of(Id.of("d1")), Optional.empty(), PAGE)
                        .items())
                .containsExactly(tags.get(0), tags.get(2));
        store().tags().remove(Id.of("z"));
        store().tags().remove(Id.of("z"));
        assertThat(store().tags().list(Optional.empty(), Optional.empty(), PAGE).items())
                .isEqualTo(tags.subList(1, 3));
    }

    @Test
    default void aTagOfNoDocumentIsRefused() {
        Errors.assertFails(
                () -> store().tags().addAll(List.of(Rows.tag("t", "nobody", "x"))), ErrorCode.PARENT_MISSING, "tags");
    }

    @Test
    default void ofPromptsOfOneTimeTheFirstAddedIsTheLatest() {
        var time = Instant.parse("2026-01-01T00:00:00Z");
        List.of(prompt("old", time.minusSeconds(1)), prompt("z", time), prompt("a", time), prompt("none", null))
                .forEach(store().tagPrompts()::add);
        Id<Document> id = Id.of("not a document");
        assertThat(store().tagPrompts().findLatest(id)).contains(prompt("z", time));
        assertThat(store().tagPrompts().listHistory(id))
                .extracting(p -> p.id().value())
                .containsExactly("z", "a", "old", "none");
        assertThat(store().tagPrompts().findLatest(Id.of("other"))).isEmpty();
    }
}
