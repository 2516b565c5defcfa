package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.store.ApiRepository} does. */
public interface ApiRepositoryContract {
    Store store();

    private List<String> found(String method, String tag, String path) {
        var filter = new ApiFilter(
                Optional.ofNullable(method), Optional.ofNullable(tag), Optional.ofNullable(path), Optional.empty());
        var ids = new ArrayList<String>();
        Pages.all(page -> store().apis().list(filter, page))
                .forEach(api -> ids.add(api.id().value()));
        return ids;
    }

    private void addSamples() {
        store().documents().add(Rows.document("d1"));
        store().apis()
                .addAll(List.of(
                        Rows.api("z", "d1", "GET", "/loans", "loans", "read"),
                        Rows.api("a", "d1", "POST", "/Loans", "loans"),
                        Rows.api("m", "d1", "GET", "/pets/{id}", "read-only")));
    }

    @Test
    default void anOperationComesBackAsItWasAdded() {
        addSamples();
        var api = Rows.api("z", "d1", "GET", "/loans", "loans", "read");
        assertThat(store().apis().find(api.id())).contains(api);
        assertThat(store().apis().find(Id.of("nobody"))).isEmpty();
    }

    @Test
    default void operationsAreListedInInsertionOrder() {
        addSamples();
        assertThat(found(null, null, null)).containsExactly("z", "a", "m");
    }

    @Test
    default void methodsMatchInAnyCaseTagsAndPathsExactly() {
        addSamples();
        assertThat(found("get", null, null)).containsExactly("z", "m");
        assertThat(found(null, "read", null)).containsExactly("z");
        assertThat(found(null, "rea", null)).isEmpty();
        assertThat(found(null, null, "/loans")).containsExactly("z");
        assertThat(found("GET", "read-only", "{id}")).containsExactly("m");
    }

    @Test
    default void onlyTextsOfAListAreTags() {
        store().documents().add(Rows.document("d1"));
        var tags = List.<Object>of(Map.of("k", "x"), "x", List.of(List.of("x"), 5, true), List.of("[\"x\"]", "5", "1"));
        for (int i = 0; i < tags.size(); i++) {
            var api = Rows.api("a" + i, "d1", "GET", "/");
            store().apis()
                    .addAll(List.of(new ApiEndpoint(
                            api.id(),
                            api.documentId(),
                            null,
                            api.method(),
                            api.path(),
                            null,
                            Json.of(tags.get(i)),
                            null,
                            null)));
        }
        assertThat(found(null, "x", null)).isEmpty();
        assertThat(found(null, "[\"x\"]", null)).containsExactly("a3");
        assertThat(found(null, "5", null)).containsExactly("a3");
        assertThat(found(null, "1", null)).containsExactly("a3");
        assertThat(found(null, "true", null)).isEmpty();
    }

    @Test
    default void textThatNoStoreKeepsIsFoundNowhere() {
        addSamples();
        for (var text : List.of("\0", "G\0ET", "\ud800")) {
            assertThat(found(text, null, null)).isEmpty();
            assertThat(found(null, text, null)).isEmpty();
            assertThat(found(null, null, text)).isEmpty();
        }
    }

    @Test
    default void operationsOfNoDocumentAreRefused() {
        Errors.assertFails(
                () -> store().apis().addAll(List.of(Rows.api("a", "nobody", "GET", "/"))),
                ErrorCode.PARENT_MISSING,
                "api_endpoints");
    }
}
