package ai.pmoves.dox.app;

/**
 * Every environment variable that is read, with its default. docs/configuration.md says what each one does, and
 * a test holds the two together.
 */
enum ConfigKey {
    DOX_HOME("./data"),
    DB_BACKEND("sqlite"),
    DB_PATH("DOX_HOME/db.sqlite3"),
    SUPABASE_DUAL_WRITE("false"),
    OFFLINE_MODE("off"),
    SHADOW_READS("0"),
    SYNC_KEEP_REMOVALS("30"),
    SYNC_MAX_DELETE_SHARE("0.5"),
    SYNC_MAX_DELETE_ROWS("100"),
    SYNC_SETTLE_SECONDS("2"),

    SUPABASE_DB_URL(""),
    SUPABASE_SCHEMA("public"),
    SUPABASE_POOL_SIZE("8"),
    SUPABASE_BATCH_SIZE("5000"),
    SUPABASE_VECTOR_SCAN("index"),
    AUTO_MIGRATE("false"),
    BLOB_STORE("local"),
    SUPABASE_BUCKET("dox"),

    HOST("127.0.0.1"),
    PORT("8484"),
    MAX_FILE_BYTES("104857600"),
    MAX_REQUEST_BYTES("1073741824"),
    RATE_LIMIT("600/minute, off on loopback"),
    TRUSTED_PROXIES(""),
    ALLOWED_HOSTS(""),
    FRONTEND_ORIGIN("http://localhost:3000"),
    ENVIRONMENT("development"),
    APP_VERSION("1.0.0"),
    ENABLE_HSTS("false"),
    OPEN_PDF_ENABLED("false"),
    SUPABASE_URL(""),
    SUPABASE_ANON_KEY(""),
    SUPABASE_SERVICE_KEY(""),
    SUPABASE_JWT_SECRET(""),
    SUPABASE_JWT_ISSUER("SUPABASE_URL/auth/v1"),
    ALLOW_ANONYMOUS("false"),
    SAMPLE_DIR("/app/samples"),

    SEARCH_MODEL("sentence-transformers/all-MiniLM-L6-v2"),
    SEARCH_DEVICE("auto"),

    INGEST_WORKERS("2"),
    MAX_CELLS("2000000"),
    MAX_PDF_PAGES("5000"),
    MAX_PDF_PAGE_BYTES("134217728"),
    MAX_ARCHIVE_ENTRIES("20000"),
    MAX_ARCHIVE_BYTES("268435456"),
    MAX_WEB_BYTES("10485760"),
    FAST_PDF_MODE("false"),
    PDF_FINANCIAL_ANALYSIS("true"),
    XML_XPATH_MAP_FILE(""),
    XML_XPATH_MAP(""),
    WHISPER_MODEL("tiny.en"),
    DOCLING_SERVE_URL(""),
    DOCLING_SERVE_API_KEY(""),
    DOCLING_SERVE_TIMEOUT("600"),

    WATCH_ENABLED("if WATCH_DIR is set or there is /app/watch"),
    WATCH_DIR("/app/watch"),
    WATCH_DEBOUNCE_MS("1000"),
    WATCH_MIN_BYTES("1"),

    TAGS_PROMPT(""),
    AUTOTAG_USE_HRM("false"),
    POML_IN_PROMPT("false"),
    AUTOTAG_INCLUDE_POML("POML_IN_PROMPT"),
    AUTOTAG_POML_VARIANT("generic"),
    AUTOTAG_MANGLE_FILE(""),
    MANGLE_FILE(""),
    HRM_ENABLED("false"),
    HRM_MMAX("6"),
    HRM_MMIN("2"),
    LANGEXTRACT_PROVIDER(""),
    LANGEXTRACT_MODEL(""),
    LANGEXTRACT_API_KEY(""),
    GOOGLE_API_KEY(""),
    GEMINI_BASE_URL("https://generativelanguage.googleapis.com/v1beta"),
    OPENAI_API_KEY(""),
    OPENAI_BASE_URL("https://api.openai.com/v1"),
    OPENAI_MODEL("gpt-4o-mini"),
    OLLAMA_MODEL("llama3.1"),
    LLM_TIMEOUT_SECONDS("60"),
    SUMMARY_PROVIDER("heuristic"),
    OLLAMA_SUMMARY_MODEL("llama3.1"),
    OPENAI_SUMMARY_MODEL("gpt-3.5-turbo"),
    ASK_PROVIDER("heuristic"),
    DEVICE_NAME("the machine's own name"),

    CHR_MAX_UNITS("10000"),
    DATAVZRD_SPELLS("true"),

    DOCKED_MODE("false"),
    NATS_URL(""),
    TENSORZERO_BASE_URL("http://tensorzero-gateway:3030"),
    OLLAMA_BASE_URL("http://localhost:11434"),
    DOCLING_VLM_REPO(""),
    TRANSFORMERS_OFFLINE("false"),
    HF_HUB_OFFLINE("false"),
    HUGGINGFACE_HUB_TOKEN(""),
    HF_API_KEY(""),
    HF_TOKEN(""),
    HUGGINGFACE_TOKEN("");

    private final String defaultText;

    ConfigKey(String defaultText) {
        this.defaultText = defaultText;
    }

    /** What holds when the variable is not set or blank; empty if that means nothing. */
    String defaultText() {
        return defaultText;
    }
}
