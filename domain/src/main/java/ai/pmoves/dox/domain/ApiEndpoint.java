package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an API description.
 *
 * @param name the operation's id or the request's name
 * @param method upper case
 * @param tags a list of strings
 * @param parameters a list; for Postman the request's address as an object or a string
 * @param responses an object by status; for Postman a list
 */
public record ApiEndpoint(
        Id<ApiEndpoint> id,
        Id<Document> documentId,
        @Nullable String name,
        String method,
        String path,
        @Nullable String summary,
        @Nullable Json tags,
        @Nullable Json parameters,
        @Nullable Json responses) {
    public ApiEndpoint {
        requireNonNull(id, "id");
        requireNonNull(documentId, "documentId");
        Text.optional(name, "name");
        Text.requireLabel(method, "method");
        Text.require(path, "path");
        Text.optional(summary, "summary");
    }
}
