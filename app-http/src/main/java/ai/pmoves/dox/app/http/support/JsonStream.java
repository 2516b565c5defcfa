package ai.pmoves.dox.app.http.support;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers with JSON that is written as it comes, not built in memory. */
public final class JsonStream {
    private JsonStream() {}

    /** What writes the JSON. */
    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * Writes the answer. If the writer fails, nothing is made whole: the error handler answers in its place, or
     * cuts the connection if the beginning is gone already.
     */
    public static void answer(Context ctx, Writer writer) {
        ctx.status(200).contentType("application/json");
        try {
            var json = WireJson.MAPPER.getFactory().createGenerator(ctx.outputStream(), JsonEncoding.UTF8);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            writer.write(json);
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
