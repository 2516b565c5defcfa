package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.domain.tagging.LocatedExtraction;
import ai.pmoves.dox.domain.tagging.Passages;
import ai.pmoves.dox.domain.tagging.Passages.Passage;
import ai.pmoves.dox.domain.tagging.SourceText;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Instructions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/**
 * Has an extractor read a text passage by passage, several at once and several times over, and looks up in each passage
 * what it says. Of equal extractions the first that stands in the text counts.
 */
final class ReadPassages {
    private ReadPassages() {}

    private record Read(Passage passage, List<Extraction> extractions) {}

    /** @throws DoxException {@code extract.provider-failed} if one passage cannot be read; the others are given up */
    static List<LocatedExtraction> read(
            Extractor extractor, SourceText source, Instructions instructions, ReadOptions reading) {
        var text = source.text();
        var passages = extractor.takesWholeTexts()
                ? List.of(new Passage(0, text.length()))
                : Passages.cut(text, reading.maxChars());
        var tasks = new ArrayList<Callable<Read>>();
        for (int pass = 0; pass < (extractor.takesWholeTexts() ? 1 : reading.passes()); pass++) {
            for (var passage : passages) {
                var part = text.substring(passage.start(), passage.end());
                if (!part.isBlank()) {
                    tasks.add(() -> new Read(passage, extractor.extract(part, instructions)));
                }
            }
        }
        Map<Extraction, LocatedExtraction> located = new LinkedHashMap<>();
        for (var read : runAll(tasks, reading.workers())) {
            for (var extraction : read.extractions()) {
                var passage = read.passage();
                var place = source.find(extraction.text(), passage.start(), passage.end());
                var known = located.get(extraction);
                if (known == null || known.place() == null && place.isPresent()) {
                    located.put(extraction, new LocatedExtraction(extraction, place.orElse(null)));
                }
            }
        }
        return List.copyOf(located.values());
    }

    /** Returns the results in the order of the tasks; the first failure ends all that run. */
    private static List<Read> runAll(List<Callable<Read>> tasks, int workers) {
        var results = new ArrayList<Read>();
        try (var executor = Executors.newFixedThreadPool(
                Math.clamp(tasks.size(), 1, workers), Thread.ofVirtual().factory())) {
            var finished = new ExecutorCompletionService<Read>(executor);
            var futures = tasks.stream().map(finished::submit).toList();
            try {
                for (int i = 0; i < futures.size(); i++) {
                    finished.take().get();
                }
                for (var future : futures) {
                    results.add(future.get());
                }
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new DoxException(ErrorCode.EXTRACTION_FAILED, "The extraction was interrupted.", e);
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof DoxException failure ? failure : new IllegalStateException(e.getCause());
            }
        }
        return results;
    }
}
