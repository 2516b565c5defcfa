package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.sync.StoreSyncContract;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoreContractSuiteTest {
    /** Of a store in a pair, which not every store is. */
    private static final Set<Class<?>> OF_PAIRS = Set.of(StoreSyncContract.class);

    @Test
    void everyContractOfAStoreIsInTheSuite() throws Exception {
        var inTheSuite = Arrays.stream(StoreContractSuite.class.getDeclaredClasses())
                .<Class<?>>flatMap(nested -> Arrays.stream(nested.getInterfaces()))
                .toList();
        assertThat(contracts())
                .filteredOn(StoreContractSuiteTest::isOfAnyStore)
                .containsExactlyInAnyOrderElementsOf(inTheSuite);
    }

    private static boolean isOfAnyStore(Class<?> contract) {
        return Arrays.stream(contract.getMethods())
                        .anyMatch(method -> method.getName().equals("store"))
                && OF_PAIRS.stream().noneMatch(ofPairs -> ofPairs.isAssignableFrom(contract));
    }

    private static Set<Class<?>> contracts() throws IOException, URISyntaxException {
        var folder = Path.of(StoreContractSuite.class
                        .getResource("StoreContractSuite.class")
                        .toURI())
                .getParent();
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Contract.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .map(StoreContractSuiteTest::named)
                    .collect(Collectors.toSet());
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(StoreContractSuite.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
