package ai.pmoves.dox.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.architecture.AdapterRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The boundaries of the house, each with its reason. */
@AnalyzeClasses(
        packages = "ai.pmoves.dox",
        importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
    private static final String DOMAIN = "ai.pmoves.dox.domain..";
    private static final String PORTS = "ai.pmoves.dox.ports..";
    private static final String APPLICATION = "ai.pmoves.dox.application..";
    private static final String REPLICATION = "ai.pmoves.dox.replication..";
    private static final String JOOQ = "ai.pmoves.dox.jooq..";
    private static final String GENERATED = "ai.pmoves.dox.jooq.tables..";
    private static final String SQLITE = "ai.pmoves.dox.sqlite..";
    private static final String SQLITE_FILES = "ai.pmoves.dox.sqlite.file..";
    private static final String SUPABASE = "ai.pmoves.dox.supabase..";
    private static final String EMBEDDINGS = "ai.pmoves.dox.embeddings..";
    private static final String INGEST = "ai.pmoves.dox.ingest..";
    private static final String BLOBS = "ai.pmoves.dox.blobs..";
    private static final String LLM = "ai.pmoves.dox.llm..";
    private static final String EXPORT = "ai.pmoves.dox.export..";
    private static final String LIBRARY = "ai.pmoves.dox.library..";
    private static final String HTTP_CLIENT = "ai.pmoves.dox.http..";
    private static final String METRICS = "ai.pmoves.dox.metrics..";
    private static final String MICROMETER = "io.micrometer..";
    private static final String APP = "ai.pmoves.dox.app..";
    private static final String CONTRACT = "ai.pmoves.dox.contract..";
    private static final String TESTING = "ai.pmoves.dox.testing..";
    private static final String INTERNAL = "..internal..";
    private static final String JSPECIFY = "org.jspecify..";

    @ArchTest
    static final ArchRule domainKnowsOnlyTheJdk = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN, "java..", JSPECIFY))
            .because("what the library knows does not depend on how it is stored, sent or computed");

    @ArchTest
    static final ArchRule portsKnowOnlyTheDomain = classes()
            .that()
            .resideInAPackage(PORTS)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN, PORTS, "java..", JSPECIFY))
            .because("a port names what is needed, never who provides it");

    @ArchTest
    static final ArchRule useCasesKnowOnlyPortsAndDomain = classes()
            .that()
            .resideInAPackage(APPLICATION)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(DOMAIN, PORTS, METRICS, APPLICATION, "java..", JSPECIFY, "org.slf4j.."))
            .because("a use case runs on whatever store, model and parsers it was given");

    @ArchTest
    static final ArchRule replicationKnowsOnlyPortsAndDomain = classes()
            .that()
            .resideInAPackage(REPLICATION)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(DOMAIN, PORTS, METRICS, REPLICATION, "java..", JSPECIFY, "org.slf4j.."))
            .because("it copies rows, whatever the use cases make of them");

    @ArchTest
    static void adaptersKeepTheirRules(JavaClasses types) {
        for (var adapter : List.of(SQLITE, SUPABASE, EMBEDDINGS, INGEST, BLOBS, LLM, EXPORT)) {
            AdapterRules.all(adapter).check(types);
        }
    }

    @ArchTest
    static final ArchRule theLibraryKnowsNoServer = classes()
            .that()
            .resideInAPackage(LIBRARY)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    DOMAIN,
                    PORTS,
                    APPLICATION,
                    REPLICATION,
                    SQLITE,
                    SUPABASE,
                    EMBEDDINGS,
                    INGEST,
                    BLOBS,
                    LLM,
                    EXPORT,
                    LIBRARY,
                    "java..",
                    JSPECIFY,
                    "org.slf4j.."))
            .because("a program that embeds it brings its own server, command line, configuration and logger");

    @ArchTest
    static final ArchRule theHttpClientKnowsNothingOfTheLibrary = classes()
            .that()
            .resideInAPackage(HTTP_CLIENT)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(HTTP_CLIENT, "java..", JSPECIFY, "org.slf4j..", "dev.failsafe.."))
            .because("any adapter may call a server by it");

    @ArchTest
    static final ArchRule useCasesMeasureByOurTimers = noClasses()
            .that()
            .resideOutsideOfPackages(METRICS, SQLITE, SUPABASE, "ai.pmoves.dox.app.http.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MICROMETER)
            .because(
                    "pools report to Micrometer by themselves, the server shows what is reported, and the rest only times calls");

    @ArchTest
    static final ArchRule onlyTheHttpClientOpensConnections = noClasses()
            .that()
            .resideOutsideOfPackages(HTTP_CLIENT, "ai.pmoves.dox.bench..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(HttpClient.class, HttpURLConnection.class)
            .because("every call has a deadline and a size limit, and follows no redirect");

    @ArchTest
    static final ArchRule onlyStoresBuildOnJooq = noClasses()
            .that()
            .resideOutsideOfPackages(JOOQ, SQLITE, SUPABASE, TESTING, "ai.pmoves.dox.codegen..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.jooq..",
                    JOOQ,
                    "java.sql..",
                    "javax.sql..",
                    "org.flywaydb..",
                    "org.sqlite..",
                    "org.postgresql..",
                    "com.pgvector..",
                    "com.zaxxer..")
            .because("SQL stays behind the ports, and its exceptions with it");

    @ArchTest
    static final ArchRule onlyTheEmbedderKnowsTheModelRuntime = noClasses()
            .that()
            .resideOutsideOfPackages(EMBEDDINGS, "ai.pmoves.dox.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..")
            .because("another runtime is another adapter");

    @ArchTest
    static final ArchRule onlyParsersReadFileFormats = noClasses()
            .that()
            .resideOutsideOfPackages(INGEST, EXPORT, CONTRACT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pdfbox..",
                    "org.apache.poi..",
                    "org.apache.commons.csv..",
                    "org.jsoup..",
                    "javax.xml.stream..")
            .because("a format that is read elsewhere is read without the parsers' limits");

    @ArchTest
    static final ArchRule onlyTheServerKnowsHttp = noClasses()
            .that()
            .resideOutsideOfPackages("ai.pmoves.dox.app.http..", "ai.pmoves.dox.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..")
            .because("the library is used without a server, too");

    @ArchTest
    static final ArchRule sqliteShowsItsEntryPointOnly = classes()
            .that()
            .resideInAPackage(SQLITE)
            .and()
            .resideOutsideOfPackages(SQLITE_FILES, INTERNAL)
            .and()
            .arePublic()
            .should()
            .haveSimpleName("SqliteStore")
            .orShould()
            .haveSimpleName("SqliteConfig")
            .orShould()
            .haveSimpleNameEndingWith("CopySource")
            .because("callers hold a Store or a CopySource, and nothing else of it is theirs to depend on");

    @ArchTest
    static final ArchRule onlySqliteReadsFilesOfSqlite = noClasses()
            .that()
            .resideOutsideOfPackage(SQLITE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SQLITE_FILES)
            .because("what is in a file is told by a CopySource");

    @ArchTest
    static final ArchRule supabaseShowsItsEntryPointOnly = classes()
            .that()
            .resideInAPackage(SUPABASE)
            .and()
            .resideOutsideOfPackage(INTERNAL)
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleName("SupabaseStore")
            .orShould()
            .haveSimpleName("SupabaseConfig")
            .because("callers hold a Store, and nothing else of it is theirs to depend on");

    @ArchTest
    static final ArchRule onlyTheRootsReadTheClock = noClasses()
            .that(not(resideInAnyPackage(LIBRARY, APP, CONTRACT, TESTING, "ai.pmoves.dox.bench..")))
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time comes in through a Clock, so that a test can set it");

    @ArchTest
    static final ArchRule nobodyPrintsButTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "ai.pmoves.dox.app.cli..", "ai.pmoves.dox.bench..", "ai.pmoves.dox.codegen..", TESTING)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a library logs; only the command line speaks to a person");

    @ArchTest
    static void packagesHaveAtMost25Files(JavaClasses types) {
        var files = new TreeMap<String, Set<String>>();
        types.stream().filter(type -> !resideInAPackage(GENERATED).test(type)).forEach(type -> files.computeIfAbsent(
                        type.getPackageName(), name -> new TreeSet<>())
                .add(type.getSource().flatMap(Source::getFileName).orElse(type.getSimpleName())));
        assertThat(files)
                .as("a package of more files does not say where to look")
                .allSatisfy((name, ofPackage) -> assertThat(ofPackage).hasSizeLessThanOrEqualTo(25));
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("ai.pmoves.dox.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage(GENERATED), resideInAPackage(GENERATED))
            .because("what depends on each other is one thing, and belongs into one package");

    @ArchTest
    static final ArchRule implementationsAreNamedByTheirTechnology = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .because("such a name does not say what the thing is");

    @ArchTest
    static final ArchRule failuresOfCallersAreDoxExceptions = noClasses()
            .that()
            .resideOutsideOfPackages("ai.pmoves.dox.domain.error..", "ai.pmoves.dox.app.http..", INTERNAL, HTTP_CLIENT)
            .and()
            .arePublic()
            .should()
            .beAssignableTo(Exception.class)
            .because("there is one exception with one list of codes for everything that a caller can act on");
}
