package ai.pmoves.dox.testing.postgres;

import static java.util.Objects.requireNonNullElse;

import com.github.dockerjava.api.DockerClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A server in a container, which goes with this JVM. */
final class ContainerServer implements ServerControl {
    private static final int POSTGRES_PORT = 5432;
    private static final int PGBOUNCER_PORT = 6432;
    private static final String PASSWORD = "postgres";

    private final GenericContainer<?> container;
    private final DatabaseUrl address;

    private ContainerServer(GenericContainer<?> container, int port, String user, String password) {
        this.container = container;
        this.address = DatabaseUrl.of(container.getHost(), port, user, password);
    }

    /** One with the image of {@code DOX_TEST_POSTGRES_IMAGE}, which may also be one of Supabase's. */
    static ContainerServer postgres(List<String> settings) {
        var image = DockerImageName.parse(
                requireNonNullElse(System.getenv("DOX_TEST_POSTGRES_IMAGE"), "pgvector/pgvector:pg17"));
        boolean supabase = image.getRepository().endsWith("supabase/postgres");
        var command = new ArrayList<>(supabase ? List.of("postgres", "-D", "/etc/postgresql") : List.of("postgres"));
        for (var setting : List.of("max_connections=200", "fsync=off", "full_page_writes=off")) {
            command.addAll(List.of("-c", setting));
        }
        for (var setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        int port = Ports.free(); // a chosen one stays the same when the container starts again
        var container = new GenericContainer<>(image)
                .withEnv("POSTGRES_PASSWORD", PASSWORD)
                .withCommand(command.toArray(String[]::new));
        container.setPortBindings(List.of(port + ":" + POSTGRES_PORT));
        var server = new ContainerServer(container, port, supabase ? "supabase_admin" : "postgres", PASSWORD);
        container.setWaitStrategy(new AnswersSql(server.address, container));
        container.start();
        return server;
    }

    static ContainerServer pgbouncer(DatabaseUrl server) {
        boolean here = Set.of("localhost", "127.0.0.1", "[::1]").contains(server.host());
        if (here) {
            Testcontainers.exposeHostPorts(server.port());
        }
        var seen = here ? server.withAddress("host.testcontainers.internal", server.port()) : server;
        var config = new PgBouncerConfig(seen, "0.0.0.0", PGBOUNCER_PORT);
        var image = DockerImageName.parse(
                requireNonNullElse(System.getenv("DOX_TEST_PGBOUNCER_IMAGE"), "edoburu/pgbouncer:v1.24.1-p1"));
        var container = new GenericContainer<>(image)
                .withAccessToHost(here)
                .withExposedPorts(PGBOUNCER_PORT)
                .withCopyToContainer(Transferable.of(config.ini()), "/etc/pgbouncer/pgbouncer.ini")
                .withCopyToContainer(Transferable.of(config.users()), "/etc/pgbouncer/users")
                .withWorkingDirectory("/etc/pgbouncer")
                .waitingFor(Wait.forLogMessage(".*process up.*", 1));
        container.start();
        return new ContainerServer(
                container, container.getMappedPort(PGBOUNCER_PORT), server.user(), server.password());
    }

    @Override
    public DatabaseUrl address() {
        return address;
    }

    @Override
    public void start() {
        if (container.isRunning()) {
            return;
        }
        docker().startContainerCmd(id()).exec();
        new AnswersSql(address, container).await();
    }

    @Override
    public void stop() {
        thaw();
        docker().stopContainerCmd(id()).exec();
    }

    @Override
    public void kill() {
        thaw();
        docker().killContainerCmd(id()).exec();
    }

    @Override
    public void freeze() {
        docker().pauseContainerCmd(id()).exec();
    }

    @Override
    public void thaw() {
        var state = docker().inspectContainerCmd(id()).exec().getState();
        if (Boolean.TRUE.equals(state.getPaused())) {
            docker().unpauseContainerCmd(id()).exec();
        }
    }

    @Override
    public void close() {
        thaw();
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private String id() {
        return container.getContainerId();
    }
}
