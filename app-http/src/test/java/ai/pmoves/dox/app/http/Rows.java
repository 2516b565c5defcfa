package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** How many rows of each kind a store has, to tell whether something left half of itself behind. */
record Rows(long artifacts, long documents, long logs, long apis, long facts, long evidence, long chunks) {
    static Rows of(Store store) {
        long evidence = 0;
        for (var artifact : Pages.all(store.artifacts()::list)) {
            evidence += count(Pages.all(page -> store.evidence().listByArtifact(artifact.id(), page)));
        }
        return new Rows(
                count(Pages.all(store.artifacts()::list)),
                count(Pages.all(page -> store.documents().list(Optional.empty(), page))),
                count(Pages.all(page -> store.logs().list(LogFilter.ALL, page))),
                count(Pages.all(page -> store.apis().list(ApiFilter.ALL, page))),
                count(Pages.all(page -> store.facts().list(Optional.empty(), Optional.empty(), page))),
                evidence,
                store.chunks().count(SharedModel.get().model()).chunks());
    }

    /** The same with so many artifacts more. */
    Rows plusArtifacts(long more) {
        return new Rows(artifacts + more, documents, logs, apis, facts, evidence, chunks);
    }

    /** The same with a fact and its evidence more. */
    Rows plusFact() {
        return new Rows(artifacts, documents, logs, apis, facts + 1, evidence + 1, chunks);
    }

    private static long count(Iterable<?> items) {
        return StreamSupport.stream(items.spliterator(), false).count();
    }
}
