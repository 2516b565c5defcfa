package ai.pmoves.dox.testing.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class KilledJvmIT {
    @Test
    void aKilledJvmLeavesNothingBehind() throws Exception {
        var left = kill(false);
        left.assertServersAreGone();
        left.assertDataIsGone();
    }

    @Test
    void aJvmThatIsKilledWithItsChildrenLeavesNoServerBehindAndTheNextOneRemovesItsData() throws Exception {
        var left = kill(true);
        left.assertServersAreGone();
        PostgresServer.startOwn().close();
        left.assertDataIsGone();
    }

    private record Left(List<Integer> ports, List<ProcessHandle> processes, List<Path> folders) {

        void assertServersAreGone() {
            Eventually.await("the processes have ended")
                    .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
            Eventually.await("nobody listens any more")
                    .untilAsserted(() -> assertThat(ports).allMatch(KilledJvmIT::isFree));
        }

        void assertDataIsGone() {
            Eventually.await("the data is removed")
                    .untilAsserted(() -> assertThat(folders).noneMatch(Files::exists));
        }
    }

    /** Runs a JVM that starts servers, and kills it. */
    private static Left kill(boolean childrenToo) throws IOException {
        var jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledJvm.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = jvm.inputReader(UTF_8)) {
            var ports = List.of(Integer.valueOf(out.readLine()), Integer.valueOf(out.readLine()));
            var processes = jvm.descendants().toList();
            var folders = new ArrayList<Path>();
            for (var server : jvm.children().flatMap(ProcessHandle::children).toList()) {
                folders.add(Path.of("/proc", Long.toString(server.pid()), "cwd").toRealPath());
            }
            assertThat(folders).allMatch(Files::exists);
            assertThat(folders.isEmpty()).as("Docker runs them").isEqualTo(processes.isEmpty());
            if (childrenToo) {
                jvm.children().forEach(ProcessHandle::destroyForcibly);
            }
            return new Left(ports, processes, folders);
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
