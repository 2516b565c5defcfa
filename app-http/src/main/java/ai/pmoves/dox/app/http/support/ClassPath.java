package ai.pmoves.dox.app.http.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads what is packaged with the server. */
public final class ClassPath {
    private static final String SWAGGER_UI = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private ClassPath() {}

    public static byte[] bytes(String resource) {
        try (var in = ClassPath.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String swaggerUiVersion() {
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(bytes(SWAGGER_UI)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
