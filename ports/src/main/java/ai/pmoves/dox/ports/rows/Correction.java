package ai.pmoves.dox.ports.rows;

import static java.util.Objects.requireNonNull;

/**
 * A correction: a row of the target replaces a row of a copied file. Later copies leave it alone while the file still
 * has the row that was corrected.
 *
 * @param key the key that the row of the file would have in the target, were it not corrected
 * @param originalDigest of the row in the file
 * @param rowKey the key of the row in the target
 */
public record Correction(String key, String originalDigest, String rowKey) {
    public Correction {
        requireNonNull(key, "key");
        requireNonNull(originalDigest, "originalDigest");
        requireNonNull(rowKey, "rowKey");
    }
}
