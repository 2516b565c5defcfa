package ai.pmoves.dox.ingest.internal.api;

import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.ingest.internal.files.FileCharset;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ingest.internal.files.YamlFiles;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Tells a description's kind by the keys of its outermost object, and reads no further than it needs. */
final class ApiSniffer {
    private boolean info;
    private boolean item;

    private ApiSniffer() {}

    static Optional<DocumentType> detect(Path path) {
        try {
            var charset = FileCharset.of(path);
            try (var text = charset.open(path)) {
                return new ApiSniffer().json(path, charset, text);
            }
        } catch (IOException | YAMLException e) {
            return Optional.empty(); // whatever it is, it is none of these
        }
    }

    private Optional<DocumentType> json(Path path, FileCharset charset, java.io.Reader text) throws IOException {
        try (var tokens = JsonFiles.tokens(text)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (tokens.nextToken() == JsonToken.FIELD_NAME) {
                var type = key(tokens.currentName());
                if (type.isPresent()) {
                    return type;
                }
                tokens.nextToken();
                tokens.skipChildren();
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            try (var again = charset.open(path)) {
                return new ApiSniffer().yaml(YamlFiles.events(again));
            }
        }
    }

    private Optional<DocumentType> yaml(Iterable<Event> events) {
        int depth = 0;
        boolean key = false;
        for (var event : events) {
            if (event.is(Event.ID.MappingStart) || event.is(Event.ID.SequenceStart)) {
                if (depth == 0 && !event.is(Event.ID.MappingStart)) {
                    return Optional.empty();
                }
                key = depth++ == 0;
            } else if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
                key = --depth == 1;
            } else if (event instanceof ScalarEvent scalar && depth == 1) {
                var type = key ? key(scalar.getValue()) : Optional.<DocumentType>empty();
                if (type.isPresent()) {
                    return type;
                }
                key = !key;
            } else if (event instanceof ScalarEvent && depth == 0) {
                return Optional.empty();
            } else if (event.is(Event.ID.Alias) && depth == 1) {
                key = !key;
            }
        }
        return Optional.empty();
    }

    private Optional<DocumentType> key(String name) {
        info |= name.equals("info");
        item |= name.equals("item");
        if (name.equals("openapi") || name.equals("swagger")) {
            return Optional.of(DocumentType.OPENAPI);
        }
        return info && item ? Optional.of(DocumentType.POSTMAN) : Optional.empty();
    }
}
