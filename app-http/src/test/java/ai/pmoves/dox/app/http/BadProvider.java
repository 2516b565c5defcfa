package ai.pmoves.dox.app.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in a model's place that answers every request in the same bad way, byte by byte. */
final class BadProvider implements AutoCloseable {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /** What is bad about it. */
    enum Manner {
        STREAMS_FOR_EVER {
            @Override
            void answer(OutputStream out) throws IOException, InterruptedException {
                write(out, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                while (true) {
                    write(out, "7\r\n{\"a\":1}\r\n");
                    Thread.sleep(1);
                }
            }
        },
        DRIBBLES {
            @Override
            void answer(OutputStream out) throws IOException, InterruptedException {
                write(out, HEAD + "Content-Length: 100000\r\n\r\n");
                while (true) {
                    write(out, " ");
                    Thread.sleep(50);
                }
            }
        },
        SAYS_NOTHING {
            @Override
            void answer(OutputStream out) throws InterruptedException {
                Thread.sleep(Long.MAX_VALUE);
            }
        },
        DROPS_THE_LINE {
            @Override
            void answer(OutputStream out) throws IOException {
                write(out, HEAD + "Content-Length: 100\r\n\r\n{\"response\":\"[");
            }
        },
        IS_NO_SERVER {
            @Override
            void answer(OutputStream out) throws IOException {
                write(out, "220 mail.example ESMTP\r\n\r\n");
            }
        },
        REDIRECTS {
            @Override
            void answer(OutputStream out) throws IOException {
                write(out, "HTTP/1.1 307 Elsewhere\r\nLocation: /api/generate?again\r\nContent-Length: 0\r\n\r\n");
            }
        },
        REFUSES {
            @Override
            void answer(OutputStream out) throws IOException {
                whole(out, "HTTP/1.1 401 No\r\n", "{\"error\":\"the key s3cret-of-mine is wrong\"}");
            }
        },
        IS_OVERLOADED {
            @Override
            void answer(OutputStream out) throws IOException {
                whole(out, "HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\n", "");
            }
        },
        SHOWS_A_PAGE {
            @Override
            void answer(OutputStream out) throws IOException {
                whole(out, HEAD, "<html>Sign in, please</html>");
            }
        },
        ANSWERS_IN_WORDS {
            @Override
            void answer(OutputStream out) throws IOException {
                whole(out, HEAD, "{\"response\":\"Certainly! The tags are: none that I know.\"}");
            }
        },
        ANSWERS_ANOTHER_QUESTION {
            @Override
            void answer(OutputStream out) throws IOException {
                whole(out, HEAD, "{\"response\":\"{\\\"extractions\\\":[{\\\"people\\\":7}]}\"}");
            }
        },
        NESTS_TOO_DEEP {
            @Override
            void answer(OutputStream out) throws IOException {
                whole(out, HEAD, "{\"response\":" + "[".repeat(100_000));
            }
        },
        SAYS_TOO_MUCH {
            @Override
            void answer(OutputStream out) throws IOException {
                whole(out, HEAD, "{\"response\":\"" + "a".repeat(9 << 20) + "\"}");
            }
        };

        abstract void answer(OutputStream out) throws IOException, InterruptedException;

        static void whole(OutputStream out, String head, String body) throws IOException {
            write(out, head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        }

        static void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    private final ServerSocket socket;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Manner manner = Manner.SAYS_NOTHING;

    BadProvider() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Answers so from now on. */
    void behave(Manner next) {
        manner = next;
        asked.set(0);
    }

    /** How often it was asked since it was last told how to behave. */
    int asked() {
        return asked.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client) {
            readRequest(client);
            asked.incrementAndGet();
            manner.answer(client.getOutputStream());
        } catch (IOException | InterruptedException gone) {
            // who asked did not wait
        }
    }

    private static void readRequest(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        int length = 0;
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
                length = Integer.parseInt(line.substring(16).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
