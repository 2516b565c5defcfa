package ai.pmoves.dox.jooq;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;

/** The refusal to overwrite a row that somebody else changed. */
final class Stale {
    private Stale() {}

    static DoxException row(String kind, Id<?> id, long given, long stored) {
        return new DoxException(
                ErrorCode.ROW_STALE,
                "The %s %s was changed meanwhile: it has revision %d, not %d; read it again before you change it."
                        .formatted(kind, id, stored, given));
    }
}
