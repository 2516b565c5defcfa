package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData.Table;
import ai.pmoves.dox.domain.Json;
import java.util.Comparator;
import java.util.Optional;
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
    static final Comparator<StatementView> ORDER = Comparator.comparing(StatementView::artifactId)
            .thenComparing(StatementView::statementType)
            .thenComparing(view -> view.locator() == null ? "" : view.locator());

    /** Returns the statement, or empty if the table is of no known type. */
    static Optional<StatementView> of(Evidence evidence) {
        return evidence.data() instanceof Table table
                ? table.statement()
                        .filter(statement -> !statement.type().equals("unknown"))
                        .map(statement -> of(evidence, table, statement))
                : Optional.empty();
    }

    private static StatementView of(Evidence evidence, Table table, Table.Statement statement) {
        return new StatementView(
                evidence.id().value(),
                evidence.artifactId().value(),
                evidence.locator(),
                statement.type(),
                statement.confidence(),
                Json.of(statement.summary().asObject()),
                Json.of(table.columns().asList()),
                Json.of(table.rows().asList()),
                table.headerInfo());
    }
}
