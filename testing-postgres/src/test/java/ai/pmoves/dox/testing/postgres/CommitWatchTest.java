package ai.pmoves.dox.testing.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitWatchTest {
    private final CommitWatch watch = new CommitWatch();

    @BeforeEach
    void logIn() {
        watch.sees(ByteBuffer.wrap(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f})); // asks for encryption
        watch.sees(ByteBuffer.wrap(new byte[] {0, 0, 0, 10, 0, 3, 0, 0, 'u', 0}));
    }

    @Test
    void aSimpleQueryCommits() {
        assertThat(sees(message('Q', "commit;"))).isTrue();
        assertThat(sees(message('Q', "select 'COMMIT'"))).isFalse();
        assertThat(sees(message('Q', "COMMIT PREPARED 'x'"))).isFalse();
    }

    @Test
    void aStatementCommitsWhenItRunsAndNotWhenItIsPrepared() {
        assertThat(sees(message('P', "", "COMMIT"))).isFalse();
        assertThat(sees(message('B', "", ""))).isTrue();
        assertThat(sees(message('P', "", "select 1"))).isFalse();
        assertThat(sees(message('B', "", ""))).isFalse();
    }

    @Test
    void aPreparedStatementCommitsEachTimeItRuns() {
        sees(message('P', "S_7", "COMMIT"));
        sees(message('P', "S_8", "select 1"));
        for (int i = 0; i < 2; i++) {
            assertThat(sees(message('B', "", "S_8"))).isFalse();
            assertThat(sees(message('B', "portal", "S_7"))).isTrue();
        }
    }

    @Test
    void largeMessagesAreReadPast() {
        assertThat(sees(message('d', "COMMIT ".repeat(100_000)))).isFalse();
        assertThat(sees(message('S'))).isFalse();
        assertThat(sees(message('Q', "COMMIT"))).isTrue();
    }

    @Test
    void piecesMayBeOfAnySize() {
        var messages = new ByteArrayOutputStream();
        messages.writeBytes(message('P', "", "COMMIT"));
        messages.writeBytes(message('B', "", ""));
        int seenAt = -1;
        var bytes = messages.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            if (watch.sees(ByteBuffer.wrap(bytes, i, 1))) {
                seenAt = i;
            }
        }
        assertThat(seenAt).isEqualTo(bytes.length - 1);
    }

    private boolean sees(byte[] message) {
        return watch.sees(ByteBuffer.wrap(message));
    }

    private static byte[] message(char type, String... texts) {
        var body = (texts.length == 0 ? "" : String.join("\0", texts) + "\0").getBytes(UTF_8);
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }
}
