package ai.pmoves.dox.bench.interruptions.fault;

import java.util.List;
import java.util.Map;

/**
 * What became of runs.
 *
 * @param byWay how many interruptions there were of each way, by the words for it
 * @param byMoment how many there were at each moment, by the words for it
 * @param pooled how many of them there were behind a pooler
 * @param figures what else was counted, by the words for it
 * @param failures of seeds whose run did not end as it should, and how to run them alone
 */
public record Summary(
        int runs,
        int interruptions,
        Map<String, Integer> byWay,
        Map<String, Integer> byMoment,
        int pooled,
        Map<String, Long> figures,
        List<String> failures) {}
