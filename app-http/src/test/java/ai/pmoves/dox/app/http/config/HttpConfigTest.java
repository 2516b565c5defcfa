package ai.pmoves.dox.app.http.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.app.IpAddresses;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConfigTest {
    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> HttpConfig.local(70_000, Path.of("uploads")))
                .hasMessage("port is 70000; it has to be 0 to 65535");
        assertThatThrownBy(() -> new TestConfig().host(" ").build())
                .hasMessage("host is blank; 127.0.0.1 is this machine only");
        assertThatThrownBy(() -> new TestConfig().maxRequestBytes(0).build())
                .hasMessage("maxRequestBytes is 0; it has to be at least 1");
        assertThatThrownBy(() -> new TestConfig().perMinute(1, "10.0.0.0/33").build())
                .hasMessage("trusted proxy is '10.0.0.0/33'; write an address, or a range such as 10.0.0.0/8");
        assertThatThrownBy(() -> new TestConfig().perMinute(1, "proxy.example").build())
                .hasMessageStartingWith("trusted proxy is 'proxy.example'");
        assertThatThrownBy(() -> new TestConfig().allowedHosts("dox.example:80").build())
                .hasMessage(
                        "allowed host is 'dox.example:80'; write a name without scheme and port, such as dox.example");
        assertThatThrownBy(() -> new Browsers(List.of("localhost:3000/"), true, false))
                .hasMessage("frontend origin is 'localhost:3000/'; write scheme://host or scheme://host:port");
        assertThatThrownBy(() -> new TestConfig().ollama("ollama:11434"))
                .hasMessage("ollama base url is 'ollama:11434'; write http://host:port");
    }

    @Test
    void itKnowsWhetherOthersCanReachTheServer() {
        for (var host : new String[] {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"}) {
            assertThat(new TestConfig().host(host).anonymous().build().isLoopback())
                    .as(host)
                    .isTrue();
        }
        for (var host : new String[] {"0.0.0.0", "::", "192.0.2.1", "dox.example", "1270.0.1"}) {
            assertThat(new TestConfig().host(host).anonymous().build().isLoopback())
                    .as(host)
                    .isFalse();
        }
    }

    @Test
    void whereOthersReachItNobodyMayStayUnasked() {
        assertThatThrownBy(() -> new TestConfig().host("0.0.0.0").build())
                .hasMessageStartingWith("HOST is '0.0.0.0', where other machines reach the server");
    }

    @Test
    void aRangeHoldsTheAddressesThatBeginLikeIt() {
        assertThat(contains("10.0.0.0/8", "10.255.0.1")).isTrue();
        assertThat(contains("10.0.0.0/8", "11.0.0.1")).isFalse();
        assertThat(contains("10.0.0.0/8", "::1")).isFalse();
        assertThat(contains("192.0.2.0/25", "192.0.2.127")).isTrue();
        assertThat(contains("192.0.2.0/25", "192.0.2.128")).isFalse();
        assertThat(contains("2001:db8::/32", "2001:db8:1::1")).isTrue();
        assertThat(contains("0.0.0.0/0", "203.0.113.1")).isTrue();
    }

    private static boolean contains(String range, String address) {
        return AddressRange.parse(range).contains(IpAddresses.parse(address).orElseThrow());
    }
}
