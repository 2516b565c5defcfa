package ai.pmoves.dox.ingest.internal.web;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebGuardTest {
    private final WebGuard guard = new WebGuard(WebGuard.Policy.PUBLIC, WebGuardTest::lookUp);

    private static InetAddress[] lookUp(String name) throws UnknownHostException {
        var answer =
                switch (name) {
                    case "public.example.com", "xn--bcher-kva.example.com" -> new String[] {"93.184.216.34"};
                    case "mixed.example.com" -> new String[] {"93.184.216.34", "10.0.0.1"};
                    case "private.example.com" -> new String[] {"192.168.1.1"};
                    default -> throw new UnknownHostException(name);
                };
        var addresses = new InetAddress[answer.length];
        for (int i = 0; i < answer.length; i++) {
            addresses[i] = InetAddress.getByName(answer[i]);
        }
        return addresses;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://LOCALHOST:80/",
                "http://localhost./",
                "http://a.localhost/",
                "http://127.0.0.1/x",
                "http://127.0.0.1./",
                "http://127.1/",
                "http://127.255.255.254/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7F.0.0.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://0/",
                "http://0.0.0.0/",
                "http://127%2e0.0.1/",
                "http://%31%32%37.0.0.1/",
                "http://１２７.０.０.１/",
                "http://127。0。0。1/",
                "http://ⓛocalhost/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[0:0:0:0:0:ffff:7f00:1]/",
                "http://user:pw@127.0.0.1/",
                "http://public.example.com@127.0.0.1/",
                "http:\\\\127.0.0.1\\",
                "http:127.0.0.1/",
                "http:///127.0.0.1/",
                "http://127.0.0.1:80#@public.example.com/",
                "http://127.0.\n0.1/"
            })
    void theMachineItselfIsNeverReached(String url) {
        assertRefused(ErrorCode.URL_FORBIDDEN, () -> guard.check(url))
                .hasMessageStartingWith("SSRF protection: Access to ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://3232235521/",
                "http://169.254.169.254/latest/meta-data/",
                "http://0xa9fea9fe/",
                "http://100.64.0.1/",
                "http://192.0.2.1/",
                "http://198.18.0.1/",
                "http://198.51.100.7/",
                "http://203.0.113.9/",
                "http://224.0.0.1/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://[fc00::1]/",
                "http://[fd12:3456::1]/",
                "http://[fe80::1]/",
                "http://[ff02::1]/",
                "http://[2001:db8::1]/",
                "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a00:1::]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::10.0.0.1]/",
                "http://metadata.google.internal/",
                "http://metadata.azure.com/",
                "http://db.internal/",
                "http://printer.local/",
                "http://private.example.com/",
                "http://mixed.example.com/"
            })
    void nothingButThePublicInternetIsReached(String url) {
        assertRefused(ErrorCode.URL_FORBIDDEN, () -> guard.check(url)).hasMessageStartingWith("SSRF protection: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/x", "file:///etc/passwd", "gopher://h/", "jar:http://h/", "javascript:alert(1)"})
    void otherSchemesAreRefused(String url) {
        assertRefused(ErrorCode.URL_FORBIDDEN, () -> guard.check(url))
                .hasMessage(
                        "SSRF protection: Unsupported URL scheme: %s. Only http, https, and data URLs are allowed.",
                        url.substring(0, url.indexOf(':')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-scheme", "", "//public.example.com/", "example.com/path"})
    void aSchemeIsNeeded(String url) {
        assertRefused(ErrorCode.URL_INVALID, () -> guard.check(url)).hasMessage("URL must include scheme (http/https)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://[::1",
                "http://[fe80::1%25eth0]/",
                "http://256.256.256.256/",
                "http://1.2.3.4.5/",
                "http://a..b/",
                "http://exa mple.com/",
                "http://public.example.com:99999/",
                "http://public.example.com:x/"
            })
    void brokenAddressesAreInvalid(String url) {
        assertRefused(ErrorCode.URL_INVALID, () -> guard.check(url));
    }

    @ParameterizedTest
    @CsvSource({
        "http://public.example.com, http://public.example.com/",
        "HTTPS://Public.Example.com:443/a?b=c#d, https://public.example.com/a?b=c",
        "http://public.example.com.:8080/ä b, http://public.example.com:8080/%C3%A4%20b",
        "http://bücher.example.com/100%, http://xn--bcher-kva.example.com/100%25",
        "http://user:pw@public.example.com?q, http://public.example.com/?q",
        "http://public.example.com\\@127.0.0.1/, http://public.example.com/@127.0.0.1/",
        "http://93.184.216.34/, http://93.184.216.34/",
        "http://[2606:2800:220:1::1]/, http://[2606:2800:220:1:0:0:0:1]/",
        "http://[64:ff9b::5db8:d822]/, http://[64:ff9b:0:0:0:0:5db8:d822]/",
        "http://unknown.example.com/, http://unknown.example.com/"
    })
    void whatIsRequestedIsWhatWasChecked(String url, String requested) {
        assertThat(guard.check(url).toUri()).hasToString(requested);
    }

    @Test
    void theClientIsRefusedAnAddressThatChangedAfterTheCheck() {
        assertThatThrownBy(() -> guard.resolve("mixed.example.com", 80))
                .isInstanceOf(DoxException.class)
                .hasMessage("SSRF protection: Access to the address 10.0.0.1 is not allowed: it is not public");
        assertThatThrownBy(() -> guard.resolve("127.0.0.1")).isInstanceOf(DoxException.class);
    }
}
