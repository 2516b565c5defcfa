package ai.pmoves.dox.app.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends requests letter by letter: other clients choose some headers themselves. */
final class RawHttp {
    private RawHttp() {}

    /** An answer as it came. */
    record Answer(int status, String text) {}

    /** Sends a request of this line and these headers, to which only {@code Connection: close} is added. */
    static Answer send(Api api, String requestLine, String... headers) throws IOException {
        var address = URI.create(api.base());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var lines = requestLine + "\r\n"
                    + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                    + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())), text);
        }
    }
}
