package ai.pmoves.dox.contract;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.Embedder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An embedder of the kind that others may write: it asks a server for the vectors. */
final class RemoteEmbedder implements Embedder {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final ModelId model;

    RemoteEmbedder(URI server, ModelId model) {
        this.server = server;
        this.model = model;
    }

    @Override
    public ModelId model() {
        return model;
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        try {
            var request = HttpRequest.newBuilder(server)
                    .POST(BodyPublishers.ofByteArray(write(texts)))
                    .build();
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (var vectors = new DataInputStream(answer.body())) {
                return read(vectors, texts.size());
            }
        } catch (IOException e) {
            throw new DoxException(ErrorCode.MODEL_UNAVAILABLE, server + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.MODEL_UNAVAILABLE, "interrupted", e);
        }
    }

    static byte[] write(List<String> texts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(texts.size());
        for (var text : texts) {
            var utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
        return bytes.toByteArray();
    }

    private List<Embedding> read(DataInputStream in, int count) throws IOException {
        var vectors = new ArrayList<Embedding>();
        for (int i = 0; i < count; i++) {
            var vector = new float[model.dimension()];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = in.readFloat();
            }
            vectors.add(Embedding.of(vector));
        }
        return vectors;
    }

    @Override
    public String device() {
        return "remote";
    }

    @Override
    public void close() {
        http.close();
    }
}
