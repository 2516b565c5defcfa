package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.TAG_PROMPTS;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.ports.store.TagPromptRepository;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

final class JooqTagPromptRepository implements TagPromptRepository {
    private final RowMapping<TagPrompt> rows;

    JooqTagPromptRepository(JooqSession session) {
        this.rows = new RowMapping<>(session, TAG_PROMPTS, JooqTagPromptRepository::read)
                .idColumn(TAG_PROMPTS.ID, TagPrompt::id)
                .idColumn(TAG_PROMPTS.DOCUMENT_ID, TagPrompt::documentId)
                .column(TAG_PROMPTS.PROMPT_TEXT, TagPrompt::promptText)
                .column(TAG_PROMPTS.EXAMPLES, TagPrompt::examples)
                .column(TAG_PROMPTS.CREATED_AT, TagPrompt::createdAt)
                .column(TAG_PROMPTS.AUTHOR, TagPrompt::author);
    }

    private static TagPrompt read(Record row) {
        return new TagPrompt(
                Id.of(row.get(TAG_PROMPTS.ID)),
                Id.of(row.get(TAG_PROMPTS.DOCUMENT_ID)),
                row.get(TAG_PROMPTS.PROMPT_TEXT),
                row.get(TAG_PROMPTS.EXAMPLES),
                row.get(TAG_PROMPTS.CREATED_AT),
                row.get(TAG_PROMPTS.AUTHOR));
    }

    @Override
    public void add(TagPrompt prompt) {
        rows.insertAll(List.of(prompt));
    }

    @Override
    public Optional<TagPrompt> findLatest(Id<Document> documentId) {
        return rows.findOne(
                TAG_PROMPTS.DOCUMENT_ID.eq(documentId.value()),
                TAG_PROMPTS.CREATED_AT.desc().nullsLast(),
                TAG_PROMPTS.SEQ.asc(),
                TAG_PROMPTS.ID.asc());
    }

    @Override
    public List<TagPrompt> listHistory(Id<Document> documentId) {
        return rows.list(
                TAG_PROMPTS.DOCUMENT_ID.eq(documentId.value()),
                TAG_PROMPTS.CREATED_AT.desc().nullsLast(),
                TAG_PROMPTS.SEQ.asc(),
                TAG_PROMPTS.ID.asc());
    }
}
