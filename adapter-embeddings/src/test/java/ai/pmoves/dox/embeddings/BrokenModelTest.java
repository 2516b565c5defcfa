package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenModelTest {
    @TempDir
    Path directory;

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        var missing = directory.resolve("nowhere");
        var refusal = refusal(missing);
        assertThat(refusal).hasMessage(missing + " is not a directory");
        assertThat(refusal.remedy()).contains(Remedy.NAME_MODEL_DIRECTORY);
    }

    @Test
    void aMissingGraphIsNamed() throws IOException {
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        assertThat(refusal(directory)).hasMessage(directory.resolve("model.onnx") + " is missing");
    }

    @Test
    void aMissingTokenizerIsNamed() throws IOException {
        Files.write(directory.resolve("model.onnx"), new byte[] {1});
        assertThat(refusal(directory)).hasMessage(directory.resolve("tokenizer.json") + " is missing");
    }

    @Test
    void aBrokenGraphIsNamed() throws IOException {
        TestModels.tiny(directory, new byte[] {1, 2, 3});
        var refusal = refusal(directory);
        assertThat(refusal).hasMessageStartingWith(directory.resolve("model.onnx") + " cannot be loaded (");
        assertThat(refusal.remedy()).contains(Remedy.EXPORT_MODEL_AGAIN);
    }

    @Test
    void aBrokenTokenizerIsNamed() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(384, "attention_mask"));
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        assertThat(refusal(directory))
                .hasMessageStartingWith(directory.resolve("tokenizer.json") + " cannot be loaded (");
    }

    @Test
    void aDimensionThatNoStoreKeepsIsNamed() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(6, "attention_mask"));
        var refusal = refusal(directory);
        assertThat(refusal)
                .hasMessage(directory.resolve("model.onnx")
                        + " makes vectors of 6 dimensions, but the stores keep 384 or 1024");
        assertThat(refusal.remedy()).contains(Remedy.NAME_ANOTHER_MODEL);
    }

    @Test
    void aGraphThatWantsOtherInputsIsRefused() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(384, "pixels"));
        assertThat(refusal(directory))
                .hasMessageStartingWith(
                        directory.resolve("model.onnx") + " wants the inputs [input_ids, pixels], not those of a text");
    }

    @Test
    void aPoolingThatIsNotKnownIsRefused() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(384, "attention_mask"));
        for (var json : new String[] {"", "[]", "{", "{\"pooling_mode_max_tokens\": true}"}) {
            TestModels.pooling(directory, json);
            assertThat(refusal(directory))
                    .hasMessage(directory.resolve("1_Pooling/config.json") + " has to be a JSON object that sets"
                            + " pooling_mode_mean_tokens or pooling_mode_cls_token to true");
        }
    }

    private static DoxException refusal(Path directory) {
        var refusal = catchThrowableOfType(DoxException.class, () -> DjlEmbedder.open(TestModels.config(directory))
                .close());
        assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_INVALID);
        return refusal;
    }
}
