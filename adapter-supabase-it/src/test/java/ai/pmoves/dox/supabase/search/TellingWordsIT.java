package ai.pmoves.dox.supabase.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.search.QueryWords;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database makes the same words of a query as the domain, and so does a chunk's column of them as the function. */
class TellingWordsIT {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final List<String> FUNCTION_WORDS =
            QueryWords.FUNCTION_WORDS.stream().sorted().toList();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    private static List<String> inDatabase(String text) throws SQLException {
        return Stream.of(DATABASE.ask("select dox.telling_words(?)", text).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void assertSame(String text) throws SQLException {
        var inDomain = QueryWords.parse(text).words().stream()
                .map(word -> Normalizer.normalize(word, Normalizer.Form.NFC))
                .toList();
        assertThat(inDatabase(text)).isEqualTo(inDomain);
    }

    @ParameterizedTest
    @FieldSource("FUNCTION_WORDS")
    void aFunctionWordIsLeftOutUnlessItIsAlone(String word) throws SQLException {
        assertThat(inDatabase("tax " + word + " year")).containsExactly("tax", "year");
        assertThat(inDatabase(word)).containsExactly(word);
        assertSame("tax " + word.toUpperCase(java.util.Locale.ROOT) + "? " + word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The cost of it, and its share in 2026",
                "to be or not to be",
                "has had his her them those which who from have were been",
                "tax and Tax",
                "invoice_id=42; path/to/file.txt a-b http://x.y/z?q=1 <b>bold</b> a@b.example",
                "“the—cost” … «prix»",
                "Überweisung café NAÏVE Ärger",
                "cafe\u0301 de\u0301ja\u0300 vu",
                "日本語 русский текст العربية हिन्दी भाषा ไทย",
                "🚀 launch 100 % 3.14 1e5",
                " -- \"\" ?! ",
                ""
            })
    void theWordsAreThoseOfTheDomain(String text) throws SQLException {
        assertSame(text);
    }

    @Test
    void theFirstWordsOfALongTextCount() throws SQLException {
        assertSame(IntStream.range(0, 600).mapToObj(i -> "the w" + i).collect(Collectors.joining(" ")));
        assertSame("the ".repeat(600));
    }

    @Test
    void aChunkHasTheWordsThatTheFunctionMakesOfItsText() throws SQLException {
        DATABASE.run("""
                insert into public.search_chunks (id, generation, source_type, chunk_index, text, text_hash, meta)
                select i, 1, 'log', 0, text, i, '{}' from (values (1, 'The cost_of x/y.z, 3.14 at a@b.example; déjà vu ﬁle'),
                    (2, 'हिन्दी 日本語 running ran'), (3, e'!"#$%&''()*+,-./:;<=>?@[\\\\]^_`{|}~'), (4, '')) t (i, text)""");
        assertThat(DATABASE.list("select id from public.search_chunks where words is distinct from dox.words_of(text)"))
                .isEmpty();
        assertThat(DATABASE.ask("select words from public.search_chunks where id = '1'"))
                .contains("'cost'", "'deja'", "'file'", "'the'", "'14'")
                .doesNotContain("cost_of");
        assertThat(DATABASE.list("select words from public.search_chunks where id in ('3', '4')"))
                .containsExactly("", "");
    }
}
