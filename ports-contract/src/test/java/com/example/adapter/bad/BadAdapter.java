package com.example.adapter.bad;

import ai.pmoves.dox.contract.store.StoreContractSuite;
import ai.pmoves.dox.domain.internal.Numbers;
import java.time.Instant;

/** An adapter of another project that breaks every rule once. */
public final class BadAdapter extends Exception {
    private static final long serialVersionUID = 1;

    public Instant now() {
        return Instant.now();
    }

    public Class<?> suite() {
        return StoreContractSuite.class;
    }

    public Class<?> internal() {
        return Numbers.class;
    }
}
