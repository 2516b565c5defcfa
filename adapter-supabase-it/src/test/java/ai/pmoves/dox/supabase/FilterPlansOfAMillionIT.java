package ai.pmoves.dox.supabase;

import ai.pmoves.dox.supabase.fixture.ManyRows;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** With a million rows; the log says how long each query takes. */
@Tag("exhaustive")
class FilterPlansOfAMillionIT extends FilterPlans {
    private static final Logger LOG = LoggerFactory.getLogger(FilterPlansOfAMillionIT.class);

    @Override
    TestDatabase fill() {
        return ManyRows.million();
    }

    @Override
    void told(String index, Duration took) {
        LOG.warn("event=filter.measured index={} micros={}", index, took.toNanos() / 1_000);
    }
}
