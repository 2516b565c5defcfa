package ai.pmoves.dox.testing.stores.mirror;

/** Two stores that are one pass every contract of a store while the embedded one is the primary. */
class MirroredEdgeContractIT extends MirroredContract {
    MirroredEdgeContractIT() {
        super(false);
    }
}
