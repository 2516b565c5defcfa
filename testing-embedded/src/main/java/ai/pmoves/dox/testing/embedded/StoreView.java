package ai.pmoves.dox.testing.embedded;

import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.ApiRepository;
import ai.pmoves.dox.ports.store.ArtifactRepository;
import ai.pmoves.dox.ports.store.DocumentRepository;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import ai.pmoves.dox.ports.store.ExtractionRunRepository;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.HrmRunRepository;
import ai.pmoves.dox.ports.store.LogRepository;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.StoreHealth;
import ai.pmoves.dox.ports.store.SummaryRepository;
import ai.pmoves.dox.ports.store.TagPromptRepository;
import ai.pmoves.dox.ports.store.TagRepository;
import ai.pmoves.dox.ports.store.UnitOfWork;

/** A store of which a subclass does some things otherwise. */
public abstract class StoreView implements Store {
    private final Store store;

    /** @param store does everything that the subclass does not */
    protected StoreView(Store store) {
        this.store = store;
    }

    @Override
    public ArtifactRepository artifacts() {
        return store.artifacts();
    }

    @Override
    public DocumentRepository documents() {
        return store.documents();
    }

    @Override
    public LogRepository logs() {
        return store.logs();
    }

    @Override
    public ApiRepository apis() {
        return store.apis();
    }

    @Override
    public TagRepository tags() {
        return store.tags();
    }

    @Override
    public TagPromptRepository tagPrompts() {
        return store.tagPrompts();
    }

    @Override
    public FactRepository facts() {
        return store.facts();
    }

    @Override
    public EvidenceRepository evidence() {
        return store.evidence();
    }

    @Override
    public SummaryRepository summaries() {
        return store.summaries();
    }

    @Override
    public HrmRunRepository hrmRuns() {
        return store.hrmRuns();
    }

    @Override
    public ExtractionRunRepository extractionRuns() {
        return store.extractionRuns();
    }

    @Override
    public ChunkIndex chunks() {
        return store.chunks();
    }

    @Override
    public StoreRows rows() {
        return store.rows();
    }

    @Override
    public UnitOfWork unitOfWork() {
        return store.unitOfWork();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    @Override
    public void ping() {
        store.ping();
    }

    @Override
    public StoreHealth health() {
        return store.health();
    }

    @Override
    public Latencies latencies() {
        return store.latencies();
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    public void close() {
        store.close();
    }
}
