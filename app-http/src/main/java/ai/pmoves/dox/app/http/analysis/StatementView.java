package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Json;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A financial statement as clients see it: a table that was recognised as one. */
record StatementView(
        String evidenceId,
        String artifactId,
        @Nullable String locator,
        String statementType,
        Json confidence,
        Json summary,
        Json columns,
        Json rows,
        Json headerInfo) {
    /** The content types of evidence that may be one. */
    static final Set<String> CONTENT_TYPES = Set.of("financial_table", "table");

    static final Comparator<StatementView> ORDER = Comparator.comparing(StatementView::artifactId)
            .thenComparing(StatementView::statementType)
            .thenComparing(view -> view.locator() == null ? "" : view.locator());

    /** Returns the statement, or empty if the table is of no known type. */
    static Optional<StatementView> of(Evidence evidence) {
        var data = (evidence.fullData() == null ? Json.NULL : evidence.fullData()).asObject();
        var statement = Json.of(data.get("statement")).asObject();
        if (!(statement.get("type") instanceof String type) || type.isEmpty() || type.equals("unknown")) {
            return Optional.empty();
        }
        return Optional.of(new StatementView(
                evidence.id().value(),
                evidence.artifactId().value(),
                evidence.locator(),
                type,
                Json.of(statement.get("confidence")),
                Json.of(Json.of(statement.get("summary")).asObject()),
                Json.of(Json.of(data.get("columns")).asList()),
                Json.of(Json.of(data.get("rows")).asList()),
                Json.of(data.get("header_info"))));
    }
}
