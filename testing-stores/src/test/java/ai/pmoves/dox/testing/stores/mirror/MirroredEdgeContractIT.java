package ai.pmoves.dox.testing.stores.mirror;

import ai.pmoves.dox.testing.postgres.SeparateServer;

/** Two stores that are one pass every contract of a store while the embedded one is the primary. */
@SeparateServer
class MirroredEdgeContractIT extends MirroredContract {
    MirroredEdgeContractIT() {
        super(false);
    }
}
