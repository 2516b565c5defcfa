package ai.pmoves.dox.testing.stores.mirror;

/** Two stores that are one pass every contract of a store while the shared one is the primary. */
class MirroredHubContractIT extends MirroredContract {
    MirroredHubContractIT() {
        super(true);
    }
}
