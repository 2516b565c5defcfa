package ai.pmoves.dox.replication.mirror;

/**
 * The figures of shadow reads since the start of the process.
 *
 * @param fraction of the reads that are compared, 0 to 1
 * @param compared answers that were found equal or different
 * @param differences answers that stayed different longer than replication takes
 * @param dropped reads that were not compared, since too many were waiting
 * @param failed reads that the secondary could not answer
 */
public record ShadowFigures(double fraction, long compared, long differences, long dropped, long failed) {}
