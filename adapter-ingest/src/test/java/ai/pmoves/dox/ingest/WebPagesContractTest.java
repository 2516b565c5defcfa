package ai.pmoves.dox.ingest;

import ai.pmoves.dox.contract.ingest.WebPagesContract;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.ingest.internal.web.WebGuard;
import ai.pmoves.dox.ingest.internal.web.WebPageReader;
import ai.pmoves.dox.ports.ingest.WebPages;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** The reader of web pages passes the contract, as it is set up for a server, but for looking up names. */
class WebPagesContractTest implements WebPagesContract {
    private static final int MAX_BYTES = 10_000;

    private final WebPages pages = new WebPageReader(
            Fixtures.config(new ParserLimits(1, 1, 1, 1, 1, MAX_BYTES), Duration.ofSeconds(5)),
            Fixtures.ids(),
            new WebGuard(WebGuard.Policy.PUBLIC, WebPagesContractTest::lookUp));

    private static InetAddress[] lookUp(String name) throws UnknownHostException {
        if (name.endsWith(".invalid")) {
            throw new UnknownHostException(name);
        }
        return InetAddress.getAllByName(name);
    }

    @Override
    public WebPages pages() {
        return pages;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }
}
