package ai.pmoves.dox.supabase;

/** With some thousand rows, and statistics of them. */
class FilterPlansIT extends FilterPlans {
    @Override
    TestDatabase fill() {
        return ManyRows.database();
    }
}
