package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.HRM_METRICS;
import static ai.pmoves.dox.jooq.tables.Tables.HRM_RUNS;

import ai.pmoves.dox.domain.HrmRun;
import ai.pmoves.dox.domain.HrmStep;
import ai.pmoves.dox.domain.HrmTotals;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.HrmRunRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class JooqHrmRunRepository implements HrmRunRepository {
    private final JooqSession session;
    private final RowMapping<HrmRun> runs;
    private final RowMapping<HrmStep> steps;

    JooqHrmRunRepository(JooqSession session) {
        this.session = session;
        this.runs = new RowMapping<>(session, HRM_RUNS, JooqHrmRunRepository::readRun)
                .idColumn(HRM_RUNS.ID, HrmRun::id)
                .column(HRM_RUNS.KIND, HrmRun::kind)
                .idColumn(HRM_RUNS.DOCUMENT_ID, HrmRun::documentId)
                .column(HRM_RUNS.MAX_STEPS, HrmRun::maxSteps)
                .column(HRM_RUNS.MIN_STEPS, HrmRun::minSteps)
                .column(HRM_RUNS.STEPS, HrmRun::steps)
                .column(HRM_RUNS.HALTED, HrmRun::halted)
                .column(HRM_RUNS.HALT_REASON, HrmRun::haltReason)
                .column(HRM_RUNS.ACCURACY, HrmRun::accuracy)
                .column(HRM_RUNS.LATENCY_MICROS, run -> run.latency().toNanos() / 1_000)
                .column(HRM_RUNS.DEVICE, HrmRun::device)
                .column(HRM_RUNS.PAYLOAD, HrmRun::payload)
                .column(HRM_RUNS.CREATED_AT, HrmRun::createdAt);
        this.steps = new RowMapping<>(session, HRM_METRICS, JooqHrmRunRepository::readStep)
                .idColumn(HRM_METRICS.ID, HrmStep::id)
                .idColumn(HRM_METRICS.RUN_ID, HrmStep::runId)
                .column(HRM_METRICS.STEP, HrmStep::step)
                .column(HRM_METRICS.CHANGED, HrmStep::changed)
                .column(HRM_METRICS.VALUE, HrmStep::value);
    }

    private static HrmRun readRun(Record row) {
        var documentId = row.get(HRM_RUNS.DOCUMENT_ID);
        return new HrmRun(
                Id.of(row.get(HRM_RUNS.ID)),
                row.get(HRM_RUNS.KIND),
                documentId == null ? null : Id.of(documentId),
                row.get(HRM_RUNS.MAX_STEPS),
                row.get(HRM_RUNS.MIN_STEPS),
                row.get(HRM_RUNS.STEPS),
                row.get(HRM_RUNS.HALTED),
                row.get(HRM_RUNS.HALT_REASON),
                row.get(HRM_RUNS.ACCURACY),
                Duration.of(row.get(HRM_RUNS.LATENCY_MICROS), ChronoUnit.MICROS),
                row.get(HRM_RUNS.DEVICE),
                row.get(HRM_RUNS.PAYLOAD),
                row.get(HRM_RUNS.CREATED_AT));
    }

    private static HrmStep readStep(Record row) {
        return new HrmStep(
                Id.of(row.get(HRM_METRICS.ID)),
                Id.of(row.get(HRM_METRICS.RUN_ID)),
                row.get(HRM_METRICS.STEP),
                row.get(HRM_METRICS.CHANGED),
                row.get(HRM_METRICS.VALUE));
    }

    @Override
    public void add(HrmRun run, List<HrmStep> itsSteps) {
        session.run(() -> {
            runs.insertAll(List.of(run));
            steps.insertAll(itsSteps);
        });
    }

    @Override
    public Page<HrmRun> list(PageRequest page) {
        return runs.page(DSL.noCondition(), page);
    }

    @Override
    public List<HrmStep> listSteps(Id<HrmRun> id) {
        return steps.list(HRM_METRICS.RUN_ID.eq(id.value()), HRM_METRICS.STEP.asc(), HRM_METRICS.SEQ.asc());
    }

    @Override
    public HrmTotals totals() {
        var last = runs.findOne(DSL.noCondition(), HRM_RUNS.SEQ.desc(), HRM_RUNS.ID.desc());
        var row = session.read(dsl -> dsl.select(DSL.count(), DSL.sum(HRM_RUNS.STEPS), DSL.sum(HRM_RUNS.LATENCY_MICROS))
                .from(HRM_RUNS)
                .fetchSingle());
        long runs = row.value1();
        return runs == 0
                ? new HrmTotals(0, 0, 0, null)
                : new HrmTotals(
                        runs,
                        row.value2().doubleValue() / runs, // the databases' own averages are rounded otherwise
                        row.value3().doubleValue() / runs / 1_000,
                        last.orElse(null));
    }
}
