package ai.pmoves.dox.embeddings;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A model that the operator put into a directory, in the layout of an ONNX export of sentence-transformers. */
final class ModelDirectory implements ModelFiles {
    static final String GRAPH = "model.onnx";
    static final String TOKENIZER = "tokenizer.json";
    static final String POOLING = "1_Pooling/config.json";

    private final Path directory;
    private final Pooling pooling;

    private ModelDirectory(Path directory, Pooling pooling) {
        this.directory = directory;
        this.pooling = pooling;
    }

    /**
     * Looks whether the files are there.
     *
     * @throws DoxException {@code model.invalid} if one is missing, or the pooling cannot be used
     */
    static ModelDirectory of(Path path) {
        var directory = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw missing(directory + " is not a directory");
        }
        for (var file : new String[] {GRAPH, TOKENIZER}) {
            if (!Files.isRegularFile(directory.resolve(file))) {
                throw missing(directory.resolve(file) + " is missing");
            }
        }
        return new ModelDirectory(directory, Pooling.read(directory.resolve(POOLING)));
    }

    @Override
    public String name() {
        var last = directory.getFileName();
        return last == null ? "model" : last.toString();
    }

    @Override
    public String graphName() {
        return directory.resolve(GRAPH).toString();
    }

    @Override
    public String tokenizerName() {
        return directory.resolve(TOKENIZER).toString();
    }

    @Override
    public Remedy remedy() {
        return Remedy.EXPORT_MODEL_AGAIN;
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public String loadInto(Model model) throws IOException, MalformedModelException {
        model.load(directory, GRAPH, Map.of()); // by path: a large graph has its weights in files beside it
        try (var graph = new Sha256(Files.newInputStream(directory.resolve(GRAPH)))) {
            return graph.hex();
        }
    }

    @Override
    public InputStream openTokenizer() throws IOException {
        return Files.newInputStream(directory.resolve(TOKENIZER));
    }

    private static DoxException missing(String what) {
        return new DoxException(ErrorCode.MODEL_INVALID, what, Remedy.NAME_MODEL_DIRECTORY);
    }
}
