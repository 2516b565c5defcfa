package ai.pmoves.dox.testing.stores.search;

import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.testing.stores.BothStores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** However odd a part of a text or a tag is, both stores find the same rows: those that Java finds. */
class OddPartsIT {
    private static final PageRequest PAGE = PageRequest.first(100);

    /** Texts after which as many come as the embedded store indexes together. */
    private static final List<String> TEXTS = List.of(
            "it's \"quoted\" 'here'",
            "100% of _this_ \\ and \\\\that\\%",
            "a*b AND (c OR d) NEAR/2 e^f:-g",
            "\uD83D\uDE00\uD83D\uDE80\uD83E\uDD80 emoji \uD83D\uDE00",
            "STRASSE Stra\u00dfe STRA\u1E9EE",
            "\u00c4GYPTEN \u00e4gypten A\u0308gypten",
            "\u0130STANBUL istanbul ISTANBUL i\u0307stanbul",
            "273 \u212Aelvin, 5 \u212Bngstr\u00f6m",
            "\u039f\u0394\u039f\u03a3 \u03bf\u03b4\u03cc\u03c2 \u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
            "\u041c\u041e\u0421\u041a\u0412\u0410 \u043c\u043e\u0441\u043a\u0432\u0430",
            "\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8",
            "\u10d7\u10d1\u10d8\u10da\u10d8\u10e1\u10d8 \u1c97\u1c91\u1c98\u1c9a\u1c98\u1ca1\u1c98",
            "tab\tline\nbreak  two spaces",
            "/v1/{id}/items?x=%20&y=_",
            "ab");

    static final List<String> PARTS = List.of(
            "it's",
            "\"quoted\"",
            "\" '",
            "'",
            "\"",
            "\"\"\"",
            "100%",
            "%",
            "%%%",
            "_this",
            "_",
            "___",
            "\\",
            "\\\\",
            "\\%",
            "\\\\th",
            "a*b",
            "*",
            "AND (",
            "OR",
            "NEAR/2",
            "^f:-",
            "\uD83D\uDE00",
            "\uD83D\uDE80\uD83E\uDD80",
            "\uD83D\uDE00\uD83D\uDE80\uD83E\uDD80",
            "strasse",
            "STRA\u00df",
            "stra\u1E9Ee",
            "\u00e4gy",
            "\u00c4GYP",
            "\u00e4",
            "a\u0308gyp",
            "A\u0308",
            "istanbul",
            "ISTANBUL",
            "\u0130stan",
            "i\u0307sta",
            "\u0130",
            "i",
            "kelvin",
            "\u212AEL",
            "K",
            "\u00e5ngstr",
            "\u212B",
            "\u03bf\u03b4\u03bf\u03c2",
            "\u039f\u0394\u039f\u03a3",
            "\u03bf\u03b4\u03bf\u03c3",
            "\u03c2",
            "\u03a3\u03af\u03c3",
            "\u043c\u043e\u0441\u043a",
            "\u041c\u043e",
            "\u672c\u8a9e\u306e",
            "\u8a9e",
            "\u10d7\u10d1\u10d8\u10da",
            "\u1c97\u1c91\u1c98\u1c9a",
            "\t",
            "\tli",
            "ne\nbr",
            "  ",
            "{id}",
            "/V1/",
            "/v1/",
            "=%20&",
            "ab",
            "AB",
            "b",
            "zz",
            "absent",
            "filler 77");

    @TempDir
    static Path folder;

    private static final List<String> ALL = new ArrayList<>(TEXTS);
    private static BothStores stores;

    @BeforeAll
    static void fill() throws SQLException {
        for (int i = 0; i < 10_000; i++) {
            ALL.add(i < 50 ? "filler " + i : "more");
        }
        stores = new BothStores(folder, 1_000);
        stores.stores().forEach(OddPartsIT::fill);
    }

    private static void fill(Store store) {
        var document = Id.<Document>of("d");
        store.documents().add(new Document(document, null, "p", new DocumentType("log"), null, null, null, null, 1));
        var logs = new ArrayList<LogEntry>();
        var tags = new ArrayList<Tag>();
        var apis = new ArrayList<ApiEndpoint>();
        for (int i = 0; i < ALL.size(); i++) {
            var text = ALL.get(i);
            logs.add(new LogEntry(Id.of("" + i), document, null, null, null, null, null, text, null));
            tags.add(new Tag(Id.of("" + i), document, text, null, null, null, 1));
            apis.add(new ApiEndpoint(
                    Id.of("" + i), document, null, "GET", text, null, Json.of(List.of(text, "x" + i, i)), null, null));
        }
        store.logs().addAll(logs);
        store.tags().addAll(tags);
        store.apis().addAll(apis);
    }

    @AfterAll
    static void close() throws SQLException {
        stores.close();
    }

    private static List<String> containing(String part, boolean inAnyCase) {
        var found = new ArrayList<String>();
        for (int i = 0; i < ALL.size(); i++) {
            var text = inAnyCase ? ALL.get(i).toLowerCase(Locale.ROOT) : ALL.get(i);
            if (text.contains(inAnyCase ? part.toLowerCase(Locale.ROOT) : part)) {
                found.add("" + i);
            }
        }
        return found.subList(0, Math.min(100, found.size()));
    }

    @ParameterizedTest
    @FieldSource("PARTS")
    void aPartOfAMessageOrATagIsFoundInAnyCase(String part) {
        var filter = new LogFilter(empty(), empty(), Optional.of(part), empty(), empty(), empty());
        for (var store : stores.stores()) {
            assertThat(store.logs().list(filter, PAGE).items())
                    .as(store.name())
                    .extracting(entry -> entry.id().value())
                    .isEqualTo(containing(part, true));
            assertThat(store.tags().list(empty(), Optional.of(part), PAGE).items())
                    .as(store.name())
                    .extracting(tag -> tag.id().value())
                    .isEqualTo(containing(part, true));
        }
    }

    @ParameterizedTest
    @FieldSource("PARTS")
    void aPartOfAPathIsFoundInItsCase(String part) {
        var filter = new ApiFilter(empty(), empty(), Optional.of(part), empty());
        for (var store : stores.stores()) {
            assertThat(store.apis().list(filter, PAGE).items())
                    .as(store.name())
                    .extracting(api -> api.id().value())
                    .isEqualTo(containing(part, false));
        }
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void aTagOfAnOperationIsFoundAsItIs(String tag) {
        var filter = new ApiFilter(empty(), Optional.of(tag), empty(), empty());
        for (var store : stores.stores()) {
            assertThat(store.apis().list(filter, PAGE).items())
                    .as(store.name())
                    .extracting(api -> api.id().value())
                    .containsExactly("" + ALL.indexOf(tag));
        }
    }
}
