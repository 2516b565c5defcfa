package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.HRM_METRICS;
import static ai.pmoves.dox.jooq.tables.Tables.HRM_RUNS;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.hrm.HrmFigures;
import ai.pmoves.dox.domain.hrm.HrmRun;
import ai.pmoves.dox.domain.hrm.HrmStep;
import ai.pmoves.dox.ports.store.HrmFilter;
import ai.pmoves.dox.ports.store.HrmRunRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Record6;
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
                RowMapping.orEpoch(row.get(HRM_RUNS.CREATED_AT)));
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

    private static Condition condition(HrmFilter filter) {
        return Filters.equal(HRM_RUNS.KIND, filter.kind())
                .and(Filters.equal(HRM_RUNS.DEVICE, filter.device()))
                .and(Filters.from(HRM_RUNS.CREATED_AT, filter.from()))
                .and(Filters.to(HRM_RUNS.CREATED_AT, filter.to()));
    }

    @Override
    public HrmFigures figures(HrmFilter filter) {
        var condition = condition(filter);
        var bySteps = session.read(dsl -> dsl.select(
                        HRM_RUNS.STEPS,
                        DSL.count(),
                        DSL.count(DSL.when(HRM_RUNS.HALT_REASON.isNotNull(), 1)),
                        DSL.sum(HRM_RUNS.LATENCY_MICROS),
                        DSL.count(HRM_RUNS.ACCURACY),
                        DSL.sum(HRM_RUNS.ACCURACY))
                .from(HRM_RUNS)
                .where(condition)
                .groupBy(HRM_RUNS.STEPS)
                .fetch());
        var runs = new TreeMap<Integer, Long>();
        bySteps.forEach(row -> runs.put(row.value1(), row.value2().longValue()));
        long count = bySteps.stream().mapToLong(Record6::value2).sum();
        long known = bySteps.stream().mapToLong(Record6::value5).sum();
        var accuracy = bySteps.stream()
                .filter(row -> row.value6() != null)
                .mapToDouble(row -> row.value6().doubleValue())
                .sum();
        return new HrmFigures(
                runs,
                bySteps.stream().mapToLong(Record6::value3).sum(),
                known == 0 ? null : accuracy / known,
                bySteps.stream().mapToLong(row -> row.value4().longValue()).sum(),
                percentile(condition, count, 50),
                percentile(condition, count, 95),
                this.runs
                        .findOne(condition, HRM_RUNS.SEQ.desc(), HRM_RUNS.ID.desc())
                        .orElse(null));
    }

    /** The smallest time that so many of a hundred runs did not exceed. */
    private long percentile(Condition condition, long count, int percent) {
        long rank = Math.max(1, Math.ceilDiv(count * percent, 100));
        return session.read(dsl -> dsl.select(HRM_RUNS.LATENCY_MICROS)
                .from(HRM_RUNS)
                .where(condition)
                .orderBy(HRM_RUNS.LATENCY_MICROS)
                .limit(1)
                .offset(rank - 1)
                .fetchOptional(HRM_RUNS.LATENCY_MICROS)
                .orElse(0L));
    }
}
