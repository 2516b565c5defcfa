package ai.pmoves.dox.application.search;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the search index anew from what is stored. Searches go on meanwhile. */
public final class RebuildIndex {
    private final Store store;

    public RebuildIndex(Store store) {
        this.store = store;
    }

    /**
     * Makes a new generation of chunks and swaps it in; returns how many chunks it has. Texts that had a vector
     * keep it, the others get theirs in the background.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code search.rebuild-running} if another one is at work
     */
    public long rebuild() {
        return store.chunks().rebuild(sink -> {
            for (var document : Pages.all(page -> store.documents().list(DocumentType.WITH_PAGES, page))) {
                addSections(document, sink);
            }
            for (var api : Pages.all(page -> store.apis().list(ApiFilter.ALL, page))) {
                Chunks.of(api).ifPresent(sink);
            }
            for (var log : Pages.all(page -> store.logs().list(LogFilter.ALL, page))) {
                Chunks.of(log).ifPresent(sink);
            }
            for (var tag : Pages.all(page -> store.tags().list(Optional.empty(), Optional.empty(), page))) {
                Chunks.of(tag).ifPresent(sink);
            }
        });
    }

    private void addSections(Document document, Consumer<Chunk> sink) {
        var artifact = Optional.ofNullable(document.artifactId()).flatMap(store.artifacts()::find);
        if (artifact.isEmpty()) {
            return; // its links would lead nowhere
        }
        var sections = Pages.all(page -> store.documents().listSections(document.id(), page));
        Chunks.of(sections, store.documents().findStructure(document.id()), artifact.get())
                .forEach(sink);
    }
}
