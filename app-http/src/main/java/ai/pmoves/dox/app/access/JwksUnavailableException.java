package ai.pmoves.dox.app.access;

import com.nimbusds.jose.KeySourceException;

/** The keys of the project cannot be had. */
final class JwksUnavailableException extends KeySourceException {
    JwksUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
