package ai.pmoves.dox.contract.model;

import ai.pmoves.dox.domain.search.Embedding;
import java.util.List;

/** What the embedder's contract needs to compare vectors. */
final class Embeddings {
    /** Texts of very different lengths, so that a batch of them is padded. */
    static final List<String> MIXED_TEXTS = List.of(
            "cancel a subscription",
            "",
            "GET /v1/invoices lists the invoices of an account, newest first; billing, invoices",
            "ERROR",
            "the customer asked for a refund and the request was refused ".repeat(30),
            "Rechnung über 1.250,00 € für den März",
            "Revenue grew by 12 percent over the quarter, while the cost of sales fell. ".repeat(8),
            "connection reset by peer at worker-7 after 30 s",
            "ok");

    private Embeddings() {}

    static double cosine(Embedding left, Embedding right) {
        float[] a = left.toArray();
        float[] b = right.toArray();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
