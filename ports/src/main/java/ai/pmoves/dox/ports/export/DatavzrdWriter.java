package ai.pmoves.dox.ports.export;

/**
 * Writes projects for datavzrd, which shows one table of a CSV file each. Thread-safe.
 *
 * <p>Implementations pass {@code DatavzrdWriterContract}.
 */
public interface DatavzrdWriter {
    /**
     * Returns the text of the project of CHR clusters.
     *
     * @param csv the path of their rows, from the project
     * @param plot the path of a picture of them, from the project; it need not exist
     */
    String chr(String title, String csv, String plot);

    /**
     * Returns the text of the project of log entries.
     *
     * @param csv the path of the entries, from the project
     */
    String logs(String title, String csv);
}
