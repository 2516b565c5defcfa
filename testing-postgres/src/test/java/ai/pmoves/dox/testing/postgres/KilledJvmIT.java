package ai.pmoves.dox.testing.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KilledJvmIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // of Docker, which looks only now and then

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

        void assertServersAreGone() throws InterruptedException {
            await(() -> processes.stream().noneMatch(ProcessHandle::isAlive), "processes are alive: " + processes);
            for (int port : ports) {
                await(() -> isFree(port), "someone listens on port " + port);
            }
        }

        void assertDataIsGone() throws InterruptedException {
            await(() -> folders.stream().noneMatch(Files::exists), "there is still one of " + folders);
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

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(otherwise).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
