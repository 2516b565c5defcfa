package ai.pmoves.dox.app.http.support;

import io.javalin.config.RoutesConfig;

/** The routes of one feature. */
public interface RouteGroup {
    void addTo(RoutesConfig routes);
}
