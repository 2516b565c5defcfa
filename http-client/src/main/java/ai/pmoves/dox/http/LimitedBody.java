package ai.pmoves.dox.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Cancels an answer whose body exceeds a limit, with an {@link AnswerTooLargeException}.
 *
 * @param <T> what becomes of the body
 */
public final class LimitedBody<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> body;
    private final long maxBytes;
    private Flow.@Nullable Subscription subscription;
    private long bytes;

    private LimitedBody(BodySubscriber<T> body, long maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /** Limits what the handler receives. */
    public static <T> BodyHandler<T> of(BodyHandler<T> handler, long maxBytes) {
        return answer -> new LimitedBody<>(handler.apply(answer), maxBytes);
    }

    @Override
    public CompletionStage<T> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        body.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes <= maxBytes) {
            body.onNext(buffers);
        } else if (subscription != null) {
            subscription.cancel();
            body.onError(new AnswerTooLargeException(maxBytes));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
