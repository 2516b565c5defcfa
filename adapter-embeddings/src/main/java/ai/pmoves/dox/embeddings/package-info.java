/**
 * The {@link ai.pmoves.dox.ports.search.Embedder} that runs inside this process: DJL drives ONNX Runtime, the
 * model comes with the library or from a directory, and nothing is ever fetched from a network. Open it with
 * {@link ai.pmoves.dox.embeddings.DjlEmbedder#open}.
 */
@NullMarked
package ai.pmoves.dox.embeddings;

import org.jspecify.annotations.NullMarked;
