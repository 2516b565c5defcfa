package ai.pmoves.dox.replication.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.PairFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JournalTest {
    @RegisterExtension
    private final Devices devices = new Devices();

    @Test
    void aStoreThatCannotRecordIsPassedOver() {
        var device = devices.leading();
        device.toHub().cut();
        PairFixture.journal().record(device.pair().syncs(), "parity.compared", Map.of("rows", 7));
        device.toHub().restore();
        assertThat(Journal.history(device.pair().syncs(), 10)).hasSize(1);
        assertThat(devices.hub().direct().sync().history(10)).isEmpty();
    }

    @Test
    void theHistoryOfBothIsOneAndTellsEachEventOnce() {
        var device = devices.leading();
        PairFixture.journal().record(device.pair().syncs(), "first", Map.of());
        PairFixture.journal().record(List.of(device.pair().hub().sync()), "second", Map.of());
        PairFixture.journal().record(List.of(device.pair().edge().sync()), "third", Map.of());
        assertThat(Journal.history(device.pair().syncs(), 10))
                .extracting(event -> event.step())
                .containsExactlyInAnyOrder("third", "second", "first")
                .last()
                .isEqualTo("first");
        assertThat(Journal.history(device.pair().syncs(), 2)).hasSize(2);
    }
}
