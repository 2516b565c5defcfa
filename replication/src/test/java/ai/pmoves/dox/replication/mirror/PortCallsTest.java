package ai.pmoves.dox.replication.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.HubSync;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortCallsTest {

    @Test
    void everyMethodOfAStoreReadsOrWrites() {
        assertThat(Stream.concat(
                        repositories(),
                        Stream.of(ChunkIndex.class, StoreRows.class, EdgeSync.class, HubSync.class)
                                .flatMap(PortCallsTest::methodsOf)))
                .allSatisfy(method -> assertThat(method.isAnnotationPresent(Reads.class))
                        .as(method.toString())
                        .isNotEqualTo(method.isAnnotationPresent(Writes.class)));
    }

    @Test
    void fewMethodsOfRepositoriesWrite() {
        assertThat(repositories()
                        .filter(method -> !PortCalls.isRead(method))
                        .map(Method::getName)
                        .distinct())
                .containsExactlyInAnyOrder("add", "addAll", "update", "upsertWithDocument", "remove", "replaceContent");
        assertThat(repositories().filter(PortCalls::isRead))
                .isNotEmpty()
                .noneMatch(method -> method.getReturnType() == void.class);
    }

    private static Stream<Method> repositories() {
        return methodsOf(Store.class)
                .map(Method::getReturnType)
                .filter(type -> type.getSimpleName().endsWith("Repository"))
                .flatMap(PortCallsTest::methodsOf);
    }

    private static Stream<Method> methodsOf(Class<?> port) {
        return Arrays.stream(port.getMethods());
    }
}
