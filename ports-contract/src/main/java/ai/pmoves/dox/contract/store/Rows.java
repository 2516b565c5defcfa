package ai.pmoves.dox.contract.store;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.LogTimestamps;
import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.domain.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows to store in tests: what a test does not ask for is filled in. */
public final class Rows {
    public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456Z");

    private Rows() {}

    static Artifact artifact(String id) {
        return new Artifact(
                Id.of(id),
                "report " + id + ".pdf",
                "uploads/" + id + "_report.pdf",
                ".pdf",
                "2026-W01",
                ArtifactStatus.PROCESSED,
                null,
                Json.of(Map.of("web", Map.of("status", "queued"))),
                "hash-" + id,
                TIME,
                1);
    }

    static Document document(String id) {
        return document(id, null);
    }

    static Document document(String id, @Nullable String artifactId) {
        return new Document(
                Id.of(id),
                artifactId == null ? null : Id.of(artifactId),
                "uploads/" + id + "_log.xml",
                DocumentType.XML,
                "Title of " + id,
                "watch|upload",
                "hash-" + id,
                TIME,
                1);
    }

    static LogEntry log(String id, String documentId, @Nullable String ts, @Nullable String level, String message) {
        return new LogEntry(
                Id.of(id),
                Id.of(documentId),
                ts,
                LogTimestamps.parse(ts).orElse(null),
                level,
                "E1",
                "Billing",
                message,
                null);
    }

    static ApiEndpoint api(String id, String documentId, String method, String path, String... tags) {
        return new ApiEndpoint(
                Id.of(id),
                Id.of(documentId),
                "op-" + id,
                method,
                path,
                "Summary of " + id,
                Json.of(List.of(tags)),
                Json.of(List.of(Map.of("name", "limit", "in", "query"))),
                Json.of(Map.of("200", Map.of("description", "ok"))));
    }

    static Tag tag(String id, String documentId, String tag) {
        return new Tag(Id.of(id), Id.of(documentId), tag, 0.5, "heuristic", null, 1);
    }

    static Summary summary(String id, String key, Instant createdAt) {
        return new Summary(
                Id.of(id),
                "workspace",
                key,
                "bullet",
                "heuristic",
                null,
                "text",
                Json.emptyList(),
                Json.emptyList(),
                createdAt);
    }

    static Fact fact(String id, String artifactId, String reportWeek) {
        return new Fact(
                Id.of(id), Id.of(artifactId), reportWeek, "Sheet1", Json.of(Map.of("revenue", 12.5)), Id.of("gone"));
    }

    static Evidence evidence(String id, String artifactId, String contentType) {
        return new Evidence(
                Id.of(id),
                Id.of(artifactId),
                "a.csv#data",
                "preview",
                Json.of(Map.of("page", 1)),
                EvidenceData.of(contentType, Json.of(List.of(Map.of("a", 1)))));
    }
}
