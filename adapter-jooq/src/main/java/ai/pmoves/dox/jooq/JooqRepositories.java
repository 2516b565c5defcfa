package ai.pmoves.dox.jooq;

import ai.pmoves.dox.ports.store.ApiRepository;
import ai.pmoves.dox.ports.store.ArtifactRepository;
import ai.pmoves.dox.ports.store.DocumentRepository;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import ai.pmoves.dox.ports.store.ExtractionRunRepository;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.HrmRunRepository;
import ai.pmoves.dox.ports.store.LogRepository;
import ai.pmoves.dox.ports.store.SummaryRepository;
import ai.pmoves.dox.ports.store.TagPromptRepository;
import ai.pmoves.dox.ports.store.TagRepository;

/** All repositories of a store on one session. */
public record JooqRepositories(
        ArtifactRepository artifacts,
        DocumentRepository documents,
        LogRepository logs,
        ApiRepository apis,
        TagRepository tags,
        TagPromptRepository tagPrompts,
        FactRepository facts,
        EvidenceRepository evidence,
        SummaryRepository summaries,
        HrmRunRepository hrmRuns,
        ExtractionRunRepository extractionRuns) {

    /** Makes the repositories; they hold nothing but the session. */
    public static JooqRepositories on(JooqSession session) {
        var documents = new JooqDocumentRepository(session);
        return new JooqRepositories(
                new JooqArtifactRepository(session, documents),
                documents,
                new JooqLogRepository(session),
                new JooqApiRepository(session),
                new JooqTagRepository(session),
                new JooqTagPromptRepository(session),
                new JooqFactRepository(session),
                new JooqEvidenceRepository(session),
                new JooqSummaryRepository(session),
                new JooqHrmRunRepository(session),
                new JooqExtractionRunRepository(session));
    }
}
