package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.fixture.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server freezes while much is being sent to it over TLS, whose stream cannot be closed while it is written into. */
@Tag("alone")
class EncryptedIT {
    private static final String PASSWORD = "password";

    @RegisterExtension
    static final Outage outage = Outage.through((database, outage) -> database + "&sslmode=require");

    @BeforeAll
    static void encrypt(@TempDir Path folder) throws Exception {
        var keys = keys(folder);
        try (var connection = DriverManager.getConnection(outage.server().createDatabase())) {
            write(
                    connection,
                    "server.crt",
                    "CERTIFICATE",
                    keys.getCertificate("server").getEncoded());
            write(
                    connection,
                    "server.key",
                    "PRIVATE KEY",
                    keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
            Sql.run(
                    connection,
                    "copy (select 1) to program 'cat && chmod 600 server.key'",
                    "alter system set ssl = on",
                    "select pg_reload_conf()");
        }
    }

    /** A key and a certificate for it that it signed itself. */
    private static KeyStore keys(Path folder) throws Exception {
        var file = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var content = Files.newInputStream(file)) {
            keys.load(content, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static void write(Connection connection, String name, String kind, byte[] content) throws Exception {
        var pem = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
        var object = Sql.ask(connection, "select lo_from_bytea(0, convert_to(?, 'UTF8'))", pem);
        Sql.ask(connection, "select lo_export(?::oid, ?)", object, name);
    }

    @Test
    void aBulkLoadIsGivenUpInTime() throws Exception {
        outage.interruptBulkLoad(outage.server()::freeze, outage.server()::thaw);
    }
}
