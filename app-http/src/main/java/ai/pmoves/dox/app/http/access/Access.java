package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.access.Role;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.Set;

/**
 * What a route takes of its caller. A route that does not say is a reading one if its method is, otherwise a writing
 * one, so that forgetting it opens nothing.
 */
public enum Access implements RouteRole {
    /** No permission needed. */
    PUBLIC,
    READ,
    WRITE;

    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    /** Of the route that the request goes to. */
    static Access of(Context ctx) {
        for (var role : ctx.routeRoles()) {
            if (role instanceof Access access) {
                return access;
            }
        }
        return READING.contains(ctx.method()) ? READ : WRITE;
    }

    boolean isFor(Role role) {
        return switch (this) {
            case PUBLIC -> true;
            case READ -> role.mayRead();
            case WRITE -> role.mayWrite();
        };
    }
}
