package ai.pmoves.dox.sqlite;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.SourceType;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** A filter in SQL. */
final class ChunkConditions {
    private ChunkConditions() {}

    /** What holds for the chunks that the filter takes. */
    static Condition of(ChunkFilter filter) {
        var all = DSL.noCondition();
        if (!filter.types().isEmpty()) {
            all = all.and(SEARCH_CHUNKS.SOURCE_TYPE.in(
                    filter.types().stream().map(SourceType::text).toList()));
        }
        all = all.and(filter.documentId()
                .map(id -> SEARCH_CHUNKS.DOCUMENT_ID.eq(id.value()))
                .orElse(DSL.noCondition()));
        all = all.and(filter.artifactId()
                .map(id -> SEARCH_CHUNKS.ARTIFACT_ID.eq(id.value()))
                .orElse(DSL.noCondition()));
        for (var entry : filter.metadata().entrySet()) {
            all = all.and(DSL.condition(
                    "(select cast(value as text) from json_each({0}) where key = {1}) = {2}",
                    SEARCH_CHUNKS.META, DSL.val(entry.getKey()), DSL.val(entry.getValue())));
        }
        return all;
    }
}
