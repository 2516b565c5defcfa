package ai.pmoves.dox.domain.search;

import java.util.OptionalDouble;

/**
 * A chunk that a query found.
 *
 * @param score 0 to 1, higher is better, comparable within one answer: the cosine in vector mode, the share of
 *     the best possible fused rank in hybrid mode, BM25 mapped by {@code s / (1 + s)} in text mode
 * @param textScore BM25, higher is better, if the text leg found it
 * @param cosineSimilarity -1 to 1, if the vector leg found it
 */
public record ChunkHit(Chunk chunk, double score, OptionalDouble textScore, OptionalDouble cosineSimilarity) {}
