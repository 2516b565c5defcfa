package ai.pmoves.dox.replication.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.store.Store;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PortCallsTest {

    /** A new method has to be looked at: if it reads, its name should say so. */
    @Test
    void everyMethodOfARepositoryIsKnownToReadOrToWrite() {
        var methods = Arrays.stream(Store.class.getMethods())
                .map(Method::getReturnType)
                .filter(type -> type.getSimpleName().endsWith("Repository"))
                .flatMap(port -> Arrays.stream(port.getMethods()))
                .toList();
        assertThat(methods.stream()
                        .filter(method -> !PortCalls.isRead(method))
                        .map(Method::getName)
                        .distinct())
                .containsExactlyInAnyOrder("add", "addAll", "update", "upsertWithDocument", "remove", "replaceContent");
        assertThat(methods.stream().filter(PortCalls::isRead).map(Method::getName))
                .isNotEmpty()
                .allMatch(name -> name.matches("find.*|list.*|count.*|figures|totals"));
        assertThat(methods.stream().filter(PortCalls::isRead))
                .noneMatch(method -> method.getReturnType() == void.class);
    }
}
