package ai.pmoves.dox.sqlite.internal.search;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.SourceType;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** A filter in SQL. */
final class ChunkConditions {
    /** A member as text: a number as it is written, and nothing for lists and objects. */
    private static final String METADATA = """
            (select case when type = 'text' then value when type in ('true', 'false') then type
                when type in ('integer', 'real') then {0} -> fullkey end
            from json_each({0}) where key = {1})""";

    private ChunkConditions() {}

    /** The condition that the filter's chunks fulfil. */
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
                    METADATA + " = {2}", SEARCH_CHUNKS.META, DSL.val(entry.getKey()), DSL.val(entry.getValue())));
        }
        return all;
    }
}
