package ai.pmoves.dox.testing.stores.mirror;

import org.junit.jupiter.api.Tag;

/** Two stores that are one pass every contract of a store while the embedded one is the primary. */
@Tag("alone")
class MirroredEdgeContractIT extends MirroredContract {
    MirroredEdgeContractIT() {
        super(false);
    }
}
