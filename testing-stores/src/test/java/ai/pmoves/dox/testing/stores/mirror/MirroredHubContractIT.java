package ai.pmoves.dox.testing.stores.mirror;

import org.junit.jupiter.api.Tag;

/** Two stores that are one pass every contract of a store while the shared one is the primary. */
@Tag("alone")
class MirroredHubContractIT extends MirroredContract {
    MirroredHubContractIT() {
        super(true);
    }
}
