package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The places that support facts and answers. */
public final class EvidenceRoutes implements RouteGroup {
    private final EvidenceRepository evidence;

    public EvidenceRoutes(EvidenceRepository evidence) {
        this.evidence = evidence;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/evidence/{id}", this::show);
    }

    private void show(Context ctx) {
        var found = evidence.find(Params.id(ctx))
                .orElseThrow(() -> new DoxException(ErrorCode.EVIDENCE_NOT_FOUND, "Evidence not found"));
        ctx.json(EvidenceView.of(found));
    }
}
