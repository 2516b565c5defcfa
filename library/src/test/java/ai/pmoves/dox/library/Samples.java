package ai.pmoves.dox.library;

import java.nio.file.Path;

/** Files that come with the project. */
final class Samples {
    static final Path LOG = Path.of("../samples/platform_log.xml");
    static final Path PDF = Path.of("../samples/harbor_q3_report.pdf");
    static final Path TABLE = Path.of("../samples/marketing_campaigns.csv");
    static final Path API = Path.of("../samples/membership_api.yaml");

    private Samples() {}
}
