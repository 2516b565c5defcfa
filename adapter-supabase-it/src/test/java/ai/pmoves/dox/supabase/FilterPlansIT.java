package ai.pmoves.dox.supabase;

import ai.pmoves.dox.supabase.fixture.ManyRows;
import ai.pmoves.dox.supabase.fixture.TestDatabase;

/** With some thousand rows, and statistics of them. */
class FilterPlansIT extends FilterPlans {
    @Override
    TestDatabase fill() {
        return ManyRows.database();
    }
}
