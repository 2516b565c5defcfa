package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.access.Access;
import ai.pmoves.dox.app.http.support.ClassPath;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.app.http.support.WireJson;
import ai.pmoves.dox.domain.files.FileType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.Map;

/** The API's description, and a page to read and try it, all from the class path. */
public final class DocsRoutes implements RouteGroup {
    private static final String OWN = "/ai/pmoves/dox/app/http/docs/";
    private static final String OPENAPI = OWN + "openapi.yaml";

    private final byte[] yaml = ClassPath.bytes(OPENAPI);
    private final byte[] json = toJson(yaml);
    private final Map<String, String> assets;

    public DocsRoutes() {
        var swaggerUi = "/META-INF/resources/webjars/swagger-ui/%s/".formatted(ClassPath.swaggerUiVersion());
        assets = Map.of(
                "swagger-ui.css", swaggerUi + "swagger-ui.css",
                "swagger-ui-bundle.js", swaggerUi + "swagger-ui-bundle.js",
                "favicon-32x32.png", swaggerUi + "favicon-32x32.png",
                "initializer.js", OWN + "initializer.js");
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/docs",
                ctx -> ctx.contentType("text/html; charset=utf-8").result(ClassPath.bytes(OWN + "index.html")),
                Access.PUBLIC);
        routes.get("/docs/{asset}", this::asset, Access.PUBLIC);
        routes.get("/openapi.yaml", ctx -> ctx.contentType("application/yaml").result(yaml), Access.PUBLIC);
        routes.get("/openapi.json", ctx -> ctx.contentType("application/json").result(json), Access.PUBLIC);
    }

    private void asset(Context ctx) {
        var name = ctx.pathParam("asset");
        var resource = assets.get(name);
        if (resource == null) {
            throw new NotFoundResponse();
        }
        ctx.contentType(FileType.contentTypeOf(name)).result(ClassPath.bytes(resource));
    }

    private static byte[] toJson(byte[] yaml) {
        try {
            return WireJson.MAPPER.writeValueAsBytes(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new IllegalStateException("the packaged openapi.yaml is no YAML", e);
        }
    }
}
