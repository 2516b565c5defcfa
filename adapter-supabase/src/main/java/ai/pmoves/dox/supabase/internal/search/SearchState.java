package ai.pmoves.dox.supabase.internal.search;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.search.ModelId;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The generations of chunks, and the model of their vectors.
 *
 * @param building the generation that is being made beside it, if any
 * @param model the text of the model that all servers of this store share; null before the first vector
 */
public record SearchState(
        long serving, @Nullable Long building, @Nullable String model) {
    private static final String READ =
            "select serving_generation, building_generation, embedding_model from public.search_state";

    public static SearchState read(DSLContext dsl) {
        return of(dsl.fetchSingle(READ));
    }

    /** Reads it for a write of chunks: until that has ended no generation begins or is swapped in. */
    public static SearchState forWriting(DSLContext dsl) {
        return of(dsl.fetchSingle(READ + " for share"));
    }

    /** Reads it alone: waits until writes of chunks have ended, and makes new ones wait. */
    static SearchState forSwapping(DSLContext dsl) {
        return of(dsl.fetchSingle(READ + " for update"));
    }

    private static SearchState of(Record row) {
        return new SearchState(row.get(0, Long.class), row.get(1, Long.class), row.get(2, String.class));
    }

    /** The generations that a write has to reach. */
    public List<Long> generations() {
        return building == null ? List.of(serving) : List.of(serving, building);
    }

    /**
     * Makes sure that vectors of this model may be written, and that it is the store's if that had none.
     *
     * @throws DoxException {@code search.model-mismatch}
     */
    public static void claim(DSLContext dsl, ModelId wanted) {
        claim(dsl, wanted.text());
    }

    /** @param wanted the text of a model */
    public static void claim(DSLContext dsl, String wanted) {
        var state = read(dsl);
        if (state.model() == null) {
            dsl.execute("update public.search_state set embedding_model = ? where embedding_model is null", wanted);
            state = read(dsl); // another server may have been faster
        }
        state.require(wanted);
    }

    /** @throws DoxException {@code search.model-mismatch} if the store has another model */
    public void require(ModelId wanted) {
        require(wanted.text());
    }

    private void require(String wanted) {
        if (model != null && !model.equals(wanted)) {
            throw new DoxException(
                    ErrorCode.MODEL_MISMATCH,
                    "The vectors of this store are of the model %s, but %s is set here.".formatted(model, wanted),
                    Remedy.USE_MODEL_OF_STORE);
        }
    }
}
