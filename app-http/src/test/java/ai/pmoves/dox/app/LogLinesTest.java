package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The log as the product writes it. */
class LogLinesTest {

    @Test
    void aMessageIsOneLine() throws JoranException {
        var line = line("event=x name=\"{}\"", "a\r\ntime=forged\u2028b\u0085c\u001b[31md");

        assertThat(line).contains("name=\"a time=forged b c [31md\"").endsWith("\n");
        assertThat(line.strip()).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028]");
    }

    private static String line(String message, Object value) throws JoranException {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        var root = context.getLogger("ROOT");
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        var encoder = (PatternLayoutEncoder) appender.getEncoder();
        var event = new LoggingEvent("", root, Level.WARN, message, null, new Object[] {value});
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
