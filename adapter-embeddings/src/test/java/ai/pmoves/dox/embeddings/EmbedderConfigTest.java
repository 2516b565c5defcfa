package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbedderConfigTest {
    @Test
    void theDefaultsAreThese() {
        assertThat(EmbedderConfig.DEFAULT).isEqualTo(new EmbedderConfig(Optional.empty(), SearchDevice.AUTO, 256, 32));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbedderConfig(Optional.empty(), SearchDevice.AUTO, 2, 32))
                .withMessage("maxTokens is 2; it has to be 3 to 8192");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbedderConfig(Optional.empty(), SearchDevice.AUTO, 256, 0))
                .withMessage("batchSize is 0; it has to be 1 to 1024");
    }
}
