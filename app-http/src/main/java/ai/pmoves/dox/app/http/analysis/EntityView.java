package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.domain.EntityMention;
import org.jspecify.annotations.Nullable;

/** A named thing as clients see it. */
record EntityView(
        String id,
        String documentId,
        String label,
        String text,
        @Nullable Integer startChar,
        @Nullable Integer endChar,
        @Nullable Integer page,
        @Nullable String context,
        @Nullable Integer sourceIndex) {

    static EntityView of(EntityMention entity) {
        return new EntityView(
                entity.id().value(),
                entity.documentId().value(),
                entity.label(),
                entity.text(),
                entity.startChar(),
                entity.endChar(),
                entity.page(),
                entity.context(),
                entity.sourceIndex());
    }
}
