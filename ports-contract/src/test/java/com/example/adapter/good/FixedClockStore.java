package com.example.adapter.good;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;

/** An adapter of another project, as it should be. */
public final class FixedClockStore {
    private final Clock clock;

    public FixedClockStore(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public DoxException failure() {
        return new DoxException(ErrorCode.STORE_UNAVAILABLE, "away");
    }
}
