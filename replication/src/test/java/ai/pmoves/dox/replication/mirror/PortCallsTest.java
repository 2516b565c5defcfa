package ai.pmoves.dox.replication.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.store.Reads;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.Writes;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PortCallsTest {

    @Test
    void everyMethodOfARepositoryReadsOrWrites() {
        var methods = Arrays.stream(Store.class.getMethods())
                .map(Method::getReturnType)
                .filter(type -> type.getSimpleName().endsWith("Repository"))
                .flatMap(port -> Arrays.stream(port.getMethods()))
                .toList();
        assertThat(methods).isNotEmpty().allSatisfy(method -> assertThat(method.isAnnotationPresent(Reads.class))
                .as(method.toString())
                .isNotEqualTo(method.isAnnotationPresent(Writes.class)));
        assertThat(methods.stream()
                        .filter(method -> !PortCalls.isRead(method))
                        .map(Method::getName)
                        .distinct())
                .containsExactlyInAnyOrder("add", "addAll", "update", "upsertWithDocument", "remove", "replaceContent");
        assertThat(methods.stream().filter(PortCalls::isRead))
                .noneMatch(method -> method.getReturnType() == void.class);
    }
}
