package ai.pmoves.dox.ingest.internal.web;

import ai.pmoves.dox.domain.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * The text of a page, without scripts, styles and white space.
 *
 * @param warning why there is no text, empty if there is
 */
record WebText(String text, @Nullable String title, List<String> links, String warning) {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"']+)");
    private static final Pattern PLAIN = Pattern.compile("text/(?!html).*|application/(?:.*\\+)?(?:json|xml)");
    private static final int MAX_LINKS = 1000;

    static WebText of(WebResponse response) {
        var type = response.contentType().toLowerCase(Locale.ROOT);
        var media = type.split(";", 2)[0].strip();
        if (response.body().length == 0) {
            return new WebText("", null, List.of(), "");
        }
        if (media.isEmpty() || media.equals("text/html") || media.equals("application/xhtml+xml")) {
            return html(response, charset(type));
        }
        if (PLAIN.matcher(media).matches()) {
            var text = decode(response.body(), charset(type));
            return new WebText(collapsed(text), null, List.of(), "");
        }
        return new WebText("", null, List.of(), "content of type " + media + " is not text and was not read");
    }

    private static WebText html(WebResponse response, Optional<Charset> charset) {
        try {
            var base = WebDataUrl.is(response.url()) ? "" : response.url();
            var page = Jsoup.parse(
                    new ByteArrayInputStream(response.body()),
                    charset.map(Charset::name).orElse(null),
                    base);
            page.select("script, style, noscript, template").remove();
            var links = new LinkedHashSet<String>();
            for (var anchor : page.select("a[href]")) {
                var link = anchor.absUrl("href").isEmpty() ? anchor.attr("href") : anchor.absUrl("href");
                if (!link.isBlank() && links.size() < MAX_LINKS) {
                    links.add(Text.clean(link));
                }
            }
            var title = page.title().isBlank() ? null : collapsed(page.title());
            return new WebText(collapsed(page.text()), title, List.copyOf(links), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String collapsed(String text) {
        return Text.clean(text.replaceAll("[\\s\\u00a0]+", " ").strip());
    }

    private static Optional<Charset> charset(String type) {
        var matcher = CHARSET.matcher(type);
        try {
            return matcher.find() ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a server's slip; the page itself may say
        }
    }

    private static String decode(byte[] body, Optional<Charset> charset) {
        if (charset.isPresent()) {
            return new String(body, charset.get());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(body, Charset.forName("windows-1252"));
        }
    }

    int wordCount() {
        return text.isEmpty() ? 0 : text.split(" ").length;
    }
}
