package ai.pmoves.dox.domain.error;

/**
 * Every failure that leaves the library, with its kind. {@link #text()} is what clients see; docs/error-codes.md
 * lists all of them, and a test holds the two together.
 */
public enum ErrorCode {
    ARTIFACT_NOT_FOUND("artifact.not-found", FailureKind.NOT_FOUND),
    DOCUMENT_NOT_FOUND("document.not-found", FailureKind.NOT_FOUND),
    EVIDENCE_NOT_FOUND("evidence.not-found", FailureKind.NOT_FOUND),
    API_NOT_FOUND("api.not-found", FailureKind.NOT_FOUND),
    PROMPT_NOT_FOUND("prompt.not-found", FailureKind.NOT_FOUND),
    TASK_NOT_FOUND("task.not-found", FailureKind.NOT_FOUND),
    BLOB_NOT_FOUND("blob.not-found", FailureKind.NOT_FOUND),
    BLOB_QUOTA_EXCEEDED("blob.quota-exceeded", FailureKind.UNAVAILABLE),

    REQUEST_INVALID("request.invalid", FailureKind.INVALID),
    UNCONFIRMED("request.unconfirmed", FailureKind.INVALID),
    CURSOR_INVALID("request.cursor-invalid", FailureKind.INVALID),
    CONFIG_INVALID("config.invalid", FailureKind.INVALID),
    PATH_INVALID("path.invalid", FailureKind.INVALID),
    ROUTE_NOT_FOUND("route.not-found", FailureKind.NOT_FOUND),

    FILE_UNREADABLE("ingest.unreadable", FailureKind.INVALID),
    FILE_EMPTY("ingest.empty", FailureKind.INVALID),
    FILE_ENCRYPTED("ingest.encrypted", FailureKind.INVALID),
    FILE_TYPE_UNSUPPORTED("ingest.unsupported-type", FailureKind.UNSUPPORTED),
    FILE_TOO_LARGE("ingest.too-large", FailureKind.TOO_LARGE),
    FILE_BOMB("ingest.bomb", FailureKind.TOO_LARGE),
    URL_INVALID("web.url-invalid", FailureKind.INVALID),
    URL_FORBIDDEN("web.url-forbidden", FailureKind.FORBIDDEN),
    WEB_FETCH_FAILED("web.fetch-failed", FailureKind.UNAVAILABLE),

    EXTRACTION_FAILED("extract.provider-failed", FailureKind.UNAVAILABLE),
    TEXT_MISSING("extract.no-text", FailureKind.INVALID),
    VIZ_DATA_MISSING("viz.no-data", FailureKind.INVALID),

    ROW_EXISTS("store.row-exists", FailureKind.CONFLICT),
    ROW_STALE("store.row-stale", FailureKind.CONFLICT),
    PARENT_MISSING("store.parent-missing", FailureKind.CONFLICT),
    STORE_UNAVAILABLE("store.unavailable", FailureKind.UNAVAILABLE),
    STORE_BUSY("store.busy", FailureKind.UNAVAILABLE),
    STORE_OUTCOME_UNKNOWN("store.outcome-unknown", FailureKind.UNAVAILABLE),
    STORE_LEGACY("store.legacy-file", FailureKind.INVALID),
    STORE_FOREIGN("store.foreign-file", FailureKind.INVALID),
    STORE_NEWER("store.newer-schema", FailureKind.INVALID),
    STORE_CORRUPT("store.corrupt", FailureKind.INTERNAL),
    STORE_NOT_MIGRATED("store.not-migrated", FailureKind.INVALID),
    STORE_MISSING("store.missing", FailureKind.NOT_FOUND),
    STORE_NOT_PRIMARY("store.not-primary", FailureKind.UNAVAILABLE),
    STORE_OFFLINE("store.offline", FailureKind.UNAVAILABLE),
    STORE_WENT_BACK("store.went-back", FailureKind.UNAVAILABLE),
    CUTOVER_REFUSED("sync.cutover-refused", FailureKind.CONFLICT),
    SYNC_NOT_CONFIGURED("sync.not-configured", FailureKind.INVALID),
    NOT_PAIRED("sync.not-paired", FailureKind.CONFLICT),
    PAIR_REFUSED("sync.pair-refused", FailureKind.CONFLICT),
    STORE_IN_PAIR("sync.in-pair", FailureKind.CONFLICT),

    MODEL_UNAVAILABLE("model.unavailable", FailureKind.UNAVAILABLE),
    MODEL_INVALID("model.invalid", FailureKind.INVALID),
    MODEL_MISMATCH("search.model-mismatch", FailureKind.CONFLICT),
    REBUILD_RUNNING("search.rebuild-running", FailureKind.CONFLICT);

    private final String text;
    private final FailureKind kind;

    ErrorCode(String text, FailureKind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** The stable text of this code, for example {@code artifact.not-found}. */
    public String text() {
        return text;
    }

    public FailureKind kind() {
        return kind;
    }

    /** Whether it is the store that failed, and not what was asked of it: the same may work later. */
    public boolean isOfStoreAway() {
        return switch (this) {
            case STORE_UNAVAILABLE, STORE_BUSY, STORE_OUTCOME_UNKNOWN, STORE_NOT_PRIMARY, STORE_OFFLINE -> true;
            default -> false;
        };
    }
}
