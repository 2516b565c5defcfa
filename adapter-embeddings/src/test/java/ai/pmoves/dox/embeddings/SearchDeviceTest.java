package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** These run with the ONNX Runtime that has no CUDA, as the library ships it. */
class SearchDeviceTest {
    private static final String NO_CUDA = "this ONNX Runtime has no CUDA: put"
            + " com.microsoft.onnxruntime:onnxruntime_gpu:1.21.0 on the class path in place of"
            + " com.microsoft.onnxruntime:onnxruntime, and install an NVIDIA driver, CUDA 12 and cuDNN 9";

    @TempDir
    Path directory;

    @BeforeEach
    void writeModel() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(384, "attention_mask"));
    }

    @Test
    void aWordIsReadInAnyCase() {
        assertThat(SearchDevice.parse("auto")).isEqualTo(SearchDevice.AUTO);
        assertThat(SearchDevice.parse(" CPU ")).isEqualTo(SearchDevice.CPU);
        assertThat(SearchDevice.parse("Cuda")).isEqualTo(SearchDevice.CUDA);
    }

    @Test
    void anUnknownWordIsRefused() {
        var refusal = catchThrowableOfType(DoxException.class, () -> SearchDevice.parse("gpu"));
        assertThat(refusal).hasMessage("the search device is \"gpu\"; it has to be auto, cpu or cuda");
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
    }

    @Test
    void cudaWithoutItsRuntimeSaysWhatIsMissing() {
        var refusal = catchThrowableOfType(DoxException.class, () -> DjlEmbedder.open(config(SearchDevice.CUDA))
                .close());
        assertThat(refusal).hasMessage("the search device is cuda, but " + NO_CUDA);
        assertThat(refusal.remedy()).contains(Remedy.CHOOSE_DEVICE);
        assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
    }

    @Test
    void autoFallsBackToTheCpuAndLogsWhyOnce() {
        var events = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(ModelLoader.class);
        events.start();
        logger.addAppender(events);
        try (var embedder = DjlEmbedder.open(config(SearchDevice.AUTO))) {
            assertThat(embedder.device()).isEqualTo("cpu");
            assertThat(events.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(message -> message.contains(embedder.model().toString())) // others load models, too
                    .containsExactly("event=model-loaded model=%s device=cpu reason=\"%s\""
                            .formatted(embedder.model(), NO_CUDA));
        } finally {
            logger.detachAppender(events);
        }
    }

    private EmbedderConfig config(SearchDevice device) {
        return TestModels.config(directory).withDevice(device);
    }
}
