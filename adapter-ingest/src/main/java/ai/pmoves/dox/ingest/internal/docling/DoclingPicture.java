package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.page.PageImage;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a picture holds and what was found out about it.
 *
 * @param type what it shows, in docling's words; empty if it was not classified
 * @param description what a model said of it, empty if none did
 * @param data what a chart shows, in lines; empty if it was not read
 * @param image its pixels, null if they are not in the file
 * @param uri where they are instead; empty if the file does not say, and never opened
 */
record DoclingPicture(
        String type,
        String description,
        String data,
        @Nullable PageImage image,
        String uri) implements DoclingItem.Content {
    private static final int MAX_DATA_CHARS = 20_000;
    private static final int MAX_URI_CHARS = 2_000;

    private static final String INLINE = "data:";
    private static final Map<String, String> SUFFIXES = Map.of(
            "image/png", ".png",
            "image/jpeg", ".jpg",
            "image/gif", ".gif",
            "image/bmp", ".bmp",
            "image/tiff", ".tif",
            "image/webp", ".webp");

    /** Takes in one member of a picture after the other; the first that says something counts. */
    static final class Reader {
        private final DoclingTokens tokens;
        private final DoclingLimits limits;
        private String type = "";
        private String description = "";
        private String data = "";
        private @Nullable PageImage image;
        private String uri = "";

        Reader(DoclingTokens tokens, DoclingLimits limits) {
            this.tokens = tokens;
            this.limits = limits;
        }

        void image() throws IOException {
            for (var name : tokens.members()) {
                if (name.equals("uri")) {
                    takeUri(tokens.text());
                } else {
                    tokens.skip();
                }
            }
        }

        private void takeUri(String given) throws IOException {
            if (!given.startsWith(INLINE)) {
                uri = Text.truncate(given, MAX_URI_CHARS);
                return;
            }
            int comma = given.indexOf(',');
            var head = comma < 0 ? "" : given.substring(INLINE.length(), comma);
            if (!head.endsWith(";base64")) {
                throw tokens.refusal("has to be base64 after a comma");
            }
            var suffix = SUFFIXES.get(head.substring(0, head.indexOf(';')));
            if (suffix == null) {
                return; // nothing that a browser may run is kept
            }
            try {
                image = new PageImage(suffix, Base64.getMimeDecoder().decode(given.substring(comma + 1)));
            } catch (IllegalArgumentException e) {
                throw tokens.refusal("has to be base64: " + e.getMessage());
            }
        }

        /** What earlier versions of docling found out. */
        void annotations() throws IOException {
            for (int ignored : tokens.values()) {
                annotation();
            }
        }

        private void annotation() throws IOException {
            var kind = "";
            var text = "";
            var words = new StringBuilder();
            for (var name : tokens.members()) {
                switch (name) {
                    case "kind" -> kind = tokens.text();
                    case "text" -> text = tokens.text().strip();
                    case "predicted_classes" -> classes();
                    case "chart_data" -> words.append(table());
                    case "provenance", "confidence", "class_name", "segmentation" -> tokens.skip();
                    default -> tokens.words(words, MAX_DATA_CHARS);
                }
            }
            if (kind.equals("description")) {
                description = description.isEmpty() ? text : description;
            } else if (kind.endsWith("chart_data")) {
                addData(words);
            }
        }

        /** What later versions found out. */
        void meta() throws IOException {
            for (var name : tokens.members()) {
                switch (name) {
                    case "description" -> description();
                    case "classification" -> {
                        for (var member : tokens.members()) {
                            if (member.equals("predictions")) {
                                classes();
                            } else {
                                tokens.skip();
                            }
                        }
                    }
                    case "tabular_chart" -> tabularChart();
                    default -> tokens.skip();
                }
            }
        }

        private void description() throws IOException {
            for (var name : tokens.members()) {
                if (name.equals("text")) {
                    var text = tokens.text().strip();
                    description = text.isEmpty() ? description : text;
                } else {
                    tokens.skip();
                }
            }
        }

        private void tabularChart() throws IOException {
            var words = new StringBuilder();
            for (var name : tokens.members()) {
                switch (name) {
                    case "title" -> tokens.words(words, MAX_DATA_CHARS);
                    case "chart_data" -> words.append(table());
                    default -> tokens.skip();
                }
            }
            addData(words);
        }

        private void addData(StringBuilder words) {
            data = data.isEmpty() ? words.toString().strip() : data;
        }

        private String table() throws IOException {
            return DoclingTable.read(tokens, limits)
                    .layOut(DoclingItem.Provenance.NONE, null, Function.identity(), limits)
                    .map(table -> String.join("\n", table.lines()))
                    .map(lines -> Text.truncate(lines, MAX_DATA_CHARS))
                    .orElse("");
        }

        /** Takes the class that is the most likely. */
        private void classes() throws IOException {
            double best = -1;
            for (int ignored : tokens.values()) {
                var name = "";
                double confidence = 0;
                for (var member : tokens.members()) {
                    switch (member) {
                        case "class_name" -> name = tokens.text().strip();
                        case "confidence" -> confidence = tokens.number();
                        default -> tokens.skip();
                    }
                }
                if (!name.isEmpty() && confidence > best) {
                    best = confidence;
                    type = name;
                }
            }
        }

        DoclingPicture picture() {
            return new DoclingPicture(type, description, data, image, uri);
        }
    }
}
