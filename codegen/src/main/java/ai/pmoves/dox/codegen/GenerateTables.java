package ai.pmoves.dox.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/** Migrates an empty SQLite file and generates jOOQ's tables from it into the folder that is its argument. */
public final class GenerateTables {
    private static final String JOOQ_PACKAGE = "ai.pmoves.dox.jooq";

    private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

    private GenerateTables() {}

    public static void main(String[] args) throws Exception {
        FLYWAY_LOG.setLevel(Level.WARNING);
        var file = Files.createTempFile("dox-codegen", ".db");
        try {
            generate("jdbc:sqlite:" + file, Path.of(args[0]));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void generate(String url, Path target) throws Exception {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .validateMigrationNaming(true)
                .load()
                .migrate();
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withDriver("org.sqlite.JDBC").withUrl(url))
                .withGenerator(new Generator()
                        .withDatabase(database())
                        .withGenerate(new Generate()
                                .withRecords(false)
                                .withPojos(false)
                                .withKeys(false)
                                .withIndexes(false)
                                .withGeneratedAnnotation(false)
                                .withDefaultSchema(false)
                                .withDefaultCatalog(false))
                        .withTarget(new Target()
                                .withPackageName(JOOQ_PACKAGE + ".tables")
                                .withDirectory(mkdirs(target)))));
    }

    private static Database database() {
        return new Database()
                .withName("org.jooq.meta.sqlite.SQLiteDatabase")
                .withIncludes(".*")
                .withExcludes(
                        "flyway_.*|chunk_text_.*|.*_part(_.*)?|api_endpoint_tags|sqlite_.*|vector_state|transfer_.*|sync_.*"
                                + "|search_chunks\\.chunk_no|search_chunks\\.embedding_version")
                .withIncludeExcludeColumns(true)
                .withOutputSchemaToDefault(true)
                .withForcedTypes(List.of(
                        forced("(?i:json_text)", "ai.pmoves.dox.domain.Json", "JsonBinding"),
                        forced("(?i:timestamp_text)", "java.time.Instant", "InstantBinding"),
                        forced("(?i:vector_blob)", "float[]", "VectorBinding"),
                        new ForcedType().withName("BIGINT").withIncludeTypes("(?i:bigint)")));
    }

    private static ForcedType forced(String types, String userType, String binding) {
        return new ForcedType()
                .withUserType(userType)
                .withBinding(JOOQ_PACKAGE + ".binding." + binding)
                .withIncludeTypes(types);
    }

    private static String mkdirs(Path target) throws IOException {
        return Files.createDirectories(target).toString();
    }
}
