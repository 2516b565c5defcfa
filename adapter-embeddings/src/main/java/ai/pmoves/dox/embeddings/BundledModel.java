package ai.pmoves.dox.embeddings;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.pmoves.dox.domain.error.Remedy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** all-MiniLM-L6-v2, which comes with the library as two resources of a dependency's jar. */
final class BundledModel implements ModelFiles {
    static final String NAME = "all-minilm-l6-v2";
    static final String GRAPH = "/all-minilm-l6-v2.onnx";
    static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String graphName() {
        return "the class path's " + GRAPH;
    }

    @Override
    public String tokenizerName() {
        return "the class path's " + TOKENIZER;
    }

    @Override
    public Remedy remedy() {
        return Remedy.SUPPLY_MODEL;
    }

    @Override
    public Pooling pooling() {
        return Pooling.MEAN;
    }

    @Override
    public String loadInto(Model model) throws IOException, MalformedModelException {
        try (var graph = new Sha256(open(GRAPH))) {
            model.load(graph, Map.of()); // without the empty map the engine ignores the model's device
            return graph.hex();
        }
    }

    @Override
    public InputStream openTokenizer() throws IOException {
        return open(TOKENIZER);
    }

    private static InputStream open(String resource) throws IOException {
        var in = BundledModel.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException("there is no such resource");
        }
        return in;
    }
}
