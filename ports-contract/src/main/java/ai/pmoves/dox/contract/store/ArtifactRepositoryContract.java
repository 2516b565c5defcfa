package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.store.ArtifactRepository} does. */
public interface ArtifactRepositoryContract {
    Store store();

    @Test
    default void anArtifactComesBackAsItWasAdded() {
        var artifact = Rows.artifact("a1");
        store().artifacts().add(artifact);
        assertThat(store().artifacts().find(artifact.id())).contains(artifact);
    }

    @Test
    default void absentFieldsStayAbsent() {
        var artifact = new Artifact(Id.of("a1"), "", "", "", null, null, null, null, null, null, 1);
        store().artifacts().add(artifact);
        assertThat(store().artifacts().find(artifact.id())).contains(artifact);
    }

    @Test
    default void anUnknownArtifactIsEmpty() {
        assertThat(store().artifacts().find(Id.of("nobody"))).isEmpty();
    }

    @Test
    default void anIdCanBeAddedOnlyOnce() {
        store().artifacts().add(Rows.artifact("a1"));
        Errors.assertFails(() -> store().artifacts().add(Rows.artifact("a1")), ErrorCode.ROW_EXISTS, "artifacts");
    }

    @Test
    default void anUpdateRaisesTheRevision() {
        store().artifacts().add(Rows.artifact("a1"));
        var updated = store().artifacts().update(Rows.artifact("a1").withStatus(ArtifactStatus.ERROR));
        assertThat(updated.revision()).isEqualTo(2);
        assertThat(store().artifacts().find(Id.of("a1"))).contains(updated);
    }

    @Test
    default void aStaleUpdateIsRefused() {
        store().artifacts().add(Rows.artifact("abc"));
        store().artifacts().update(Rows.artifact("abc").withStatus(ArtifactStatus.ERROR));
        Errors.assertFails(
                () -> store().artifacts().update(Rows.artifact("abc")), ErrorCode.ROW_STALE, "abc", "2", "1");
        assertThat(store().artifacts().find(Id.of("abc")).orElseThrow().status())
                .isEqualTo(ArtifactStatus.ERROR);
    }

    @Test
    default void anUpdateOfNothingIsRefused() {
        Errors.assertFails(() -> store().artifacts().update(Rows.artifact("a1")), ErrorCode.ARTIFACT_NOT_FOUND, "a1");
    }

    @Test
    default void ofManyUpdatesAtOnceOneWins() throws Exception {
        store().artifacts().add(Rows.artifact("a1"));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var updates = new ArrayList<Future<Artifact>>();
            for (int i = 0; i < 8; i++) {
                updates.add(threads.submit(() -> store().artifacts().update(Rows.artifact("a1"))));
            }
            int won = 0;
            for (var update : updates) {
                try {
                    update.get();
                    won++;
                } catch (ExecutionException e) {
                    Errors.assertFails(
                            () -> {
                                throw e.getCause();
                            },
                            ErrorCode.ROW_STALE);
                }
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    default void artifactsAreListedInInsertionOrderPageByPage() {
        var ids = List.of("m", "a", "z", "b", "y");
        ids.forEach(id -> store().artifacts().add(Rows.artifact(id)));
        var first = store().artifacts().list(PageRequest.first(2));
        var second = store().artifacts().list(PageRequest.after(first.next().orElseThrow(), 2));
        var third = store().artifacts().list(PageRequest.after(second.next().orElseThrow(), 2));
        assertThat(first.items()).extracting(a -> a.id().value()).containsExactly("m", "a");
        assertThat(second.items()).extracting(a -> a.id().value()).containsExactly("z", "b");
        assertThat(third.items()).extracting(a -> a.id().value()).containsExactly("y");
        assertThat(third.next()).isEmpty();
    }

    @Test
    default void aRowThatGoesBetweenPagesDoesNotShiftThem() {
        List.of("a", "b", "c", "d").forEach(id -> store().artifacts().add(Rows.artifact(id)));
        var first = store().artifacts().list(PageRequest.first(2));
        store().artifacts().remove(Id.of("a"));
        var second = store().artifacts().list(PageRequest.after(first.next().orElseThrow(), 2));
        assertThat(second.items()).extracting(a -> a.id().value()).containsExactly("c", "d");
    }

    @Test
    default void aCursorThatNoListGaveIsRefused() {
        var unstorable = Base64.getUrlEncoder().encodeToString("1:\0".getBytes(StandardCharsets.UTF_8));
        for (var cursor : List.of("not-a-cursor", unstorable)) {
            Errors.assertFails(
                    () -> store().artifacts().list(PageRequest.after(cursor, 2)), ErrorCode.CURSOR_INVALID, cursor);
        }
    }

    @Test
    default void anUpdateKeepsThePlaceInTheList() {
        List.of("a", "b").forEach(id -> store().artifacts().add(Rows.artifact(id)));
        store().artifacts().update(Rows.artifact("a").withStatus(ArtifactStatus.ERROR));
        assertThat(Pages.all(store().artifacts()::list))
                .extracting(a -> a.id().value())
                .containsExactly("a", "b");
    }

    @Test
    default void artifactsAreFoundByStatusAndByContent() {
        store().artifacts().add(Rows.artifact("a"));
        store().artifacts().add(Rows.artifact("b").withStatus(ArtifactStatus.PROCESSING));
        assertThat(store().artifacts()
                        .listByStatus(ArtifactStatus.PROCESSING, PageRequest.first(9))
                        .items())
                .extracting(a -> a.id().value())
                .containsExactly("b");
        assertThat(store().artifacts().findByContentHash(Set.of(ArtifactStatus.PROCESSED), "hash-a"))
                .isPresent();
        assertThat(store().artifacts().findByContentHash(Set.of(ArtifactStatus.PROCESSED), "hash-b"))
                .isEmpty();
        assertThat(store().artifacts()
                        .findByContentHash(Set.of(ArtifactStatus.ERROR, ArtifactStatus.PROCESSING), "hash-b"))
                .isPresent();
        assertThat(store().artifacts().findByContentHash(Set.of(), "hash-a")).isEmpty();
    }

    @Test
    default void theNewestOfEqualContentsIsFound() {
        store().artifacts().add(Rows.artifact("a").withContentHash("same"));
        store().artifacts().add(Rows.artifact("b").withContentHash("same"));
        assertThat(store().artifacts()
                        .findByContentHash(Set.of(ArtifactStatus.PROCESSED), "same")
                        .map(Artifact::id))
                .contains(Id.of("b"));
    }

    @Test
    default void anArtifactAndItsDocumentAreWrittenTogetherOrNotAtAll() {
        var artifact = Rows.artifact("a1");
        var orphan = Rows.document("d1", "somebody-else");
        Errors.assertFails(
                () -> store().artifacts().upsertWithDocument(artifact, orphan), ErrorCode.PARENT_MISSING, "documents");
        assertThat(store().artifacts().find(artifact.id())).isEmpty();

        store().artifacts().upsertWithDocument(artifact, Rows.document("d1", "a1"));
        store().artifacts().upsertWithDocument(artifact.withExtras(null), Rows.document("d1", "a1"));
        assertThat(store().artifacts().find(artifact.id()))
                .contains(artifact.withExtras(null).withRevision(2));
        assertThat(store().documents().find(Id.<Document>of("d1")).orElseThrow().revision())
                .isEqualTo(2);
    }

    @Test
    default void removingAnArtifactRemovesAllThatBelongsToIt() {
        store().artifacts().upsertWithDocument(Rows.artifact("a1"), Rows.document("a1", "a1"));
        store().evidence().addAll(List.of(Rows.evidence("e1", "a1", "csv")));
        store().facts().addAll(List.of(Rows.fact("f1", "a1", "")));
        store().tags().addAll(List.of(Rows.tag("t1", "a1", "finance")));
        store().artifacts().remove(Id.of("a1"));
        store().artifacts().remove(Id.of("a1"));
        assertThat(store().documents().find(Id.of("a1"))).isEmpty();
        assertThat(store().evidence().find(Id.of("e1"))).isEmpty();
        assertThat(store().facts()
                        .list(Optional.empty(), Optional.empty(), PageRequest.first(9))
                        .items())
                .isEmpty();
        assertThat(store().tags()
                        .list(Optional.empty(), Optional.empty(), PageRequest.first(9))
                        .items())
                .isEmpty();
    }

    @Test
    default void oddIdsAndTextsAreKept() {
        var odd = List.of("x".repeat(2_000), "it's \"quoted\"/and\\slashed ", "日本語 😀", " ", "%_?:1 --");
        odd.forEach(id -> store().artifacts().add(Rows.artifact(id)));
        for (var id : odd) {
            assertThat(store().artifacts().find(Id.of(id))).contains(Rows.artifact(id));
        }
    }

    @Test
    default void extrasKeepEveryKindOfJsonValue() {
        var extras = Json.of(Map.of(
                "text",
                Text.clean("a\u0000b"),
                "big",
                new BigInteger("123456789012345678901234567890"),
                "list",
                List.of(1L, 2.5, true, "x"),
                "nested",
                Map.of("k", Map.of())));
        store().artifacts().add(Rows.artifact("a1").withExtras(extras));
        assertThat(store().artifacts().find(Id.of("a1")).orElseThrow().extras()).isEqualTo(extras);
    }
}
