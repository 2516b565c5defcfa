package ai.pmoves.dox.embeddings;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.pmoves.dox.domain.error.Remedy;
import java.io.IOException;
import java.io.InputStream;

/** The files of one model, wherever they are. */
interface ModelFiles {

    /** The model's name, as it stands beside each vector. */
    String name();

    /** The graph's file, for messages. */
    String graphName();

    /** The tokenizer's file, for messages. */
    String tokenizerName();

    /** What the caller can do if one of them does not work. */
    Remedy remedy();

    Pooling pooling();

    /** Loads the graph and returns the SHA-256 of its bytes in lower-case hex. */
    String loadInto(Model model) throws IOException, MalformedModelException;

    /** The tokenizer; the caller closes it. */
    InputStream openTokenizer() throws IOException;
}
