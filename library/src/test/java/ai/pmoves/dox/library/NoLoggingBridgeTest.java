package ai.pmoves.dox.library;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program that uses the library chooses itself; of two bridges that lead to each other a program dies. */
class NoLoggingBridgeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.logging.slf4j.SLF4JProvider", // log4j-to-slf4j
                "org.apache.commons.logging.impl.SLF4JLog", // jcl-over-slf4j
                "org.apache.log4j.Category", // log4j-over-slf4j
                "org.slf4j.bridge.SLF4JBridgeHandler", // jul-to-slf4j
                "org.apache.logging.log4j.core.LoggerContext",
                "ch.qos.logback.classic.Logger",
                "io.javalin.Javalin",
                "picocli.CommandLine"
            })
    void theLibraryBringsNeitherALoggerNorAServer(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }
}
