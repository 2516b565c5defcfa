package ai.pmoves.dox.app.http.access;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Removes the headers that would make a request another one than the guards see: an upgrade to another protocol, and
 * Javalin's override of the method. HTTP lets a server ignore both.
 */
public final class IgnoredHeaders extends Handler.Wrapper {
    private static final List<String> NAMES =
            List.of("Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "X-HTTP-Method-Override");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean isPlain = NAMES.stream().noneMatch(request.getHeaders()::contains);
        return super.handle(isPlain ? request : new Plain(request), response, callback);
    }

    private static final class Plain extends Request.Wrapper {
        private final HttpFields headers;

        Plain(Request request) {
            super(request);
            var rest = HttpFields.build(request.getHeaders());
            NAMES.forEach(rest::remove);
            this.headers = rest.asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
