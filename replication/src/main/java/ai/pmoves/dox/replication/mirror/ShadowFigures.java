package ai.pmoves.dox.replication.mirror;

/**
 * What came of comparing the secondary's answers to the primary's, since the start of the process.
 *
 * @param fraction of the reads that are compared, 0 to 1
 * @param compared answers that were the same or have been found to differ
 * @param differences those that stayed different longer than replication takes
 * @param dropped reads that were not compared, since too many were waiting
 * @param failed reads that the secondary could not answer
 */
public record ShadowFigures(double fraction, long compared, long differences, long dropped, long failed) {}
