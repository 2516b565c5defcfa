package ai.pmoves.dox.app.http;

import io.javalin.config.RoutesConfig;

/** The routes of one feature. */
interface RouteGroup {
    void addTo(RoutesConfig routes);
}
