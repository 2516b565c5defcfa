package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.testing.stores.model.Outcome.OnPurpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steps of one seed, each made of its number alone. */
final class Steps {
    private static final List<ModelId> MODELS =
            List.of(new ModelId("small", "r1", 384), new ModelId("large", "r1", 1024));

    /** So often the store gets another model. */
    private static final int MODEL_CHANGES = 700;

    private final long seed;

    Steps(long seed) {
        this.seed = seed;
    }

    /** Whether other steps mean something else without this one. */
    static boolean isNeeded(int number) {
        return number % MODEL_CHANGES == 0;
    }

    Step at(int number) {
        return new Maker(new Dice(seed, number), MODELS.get(number / MODEL_CHANGES % MODELS.size())).step(number);
    }

    /** Makes one step. */
    private static final class Maker {
        private final Dice dice;
        private final ChunkSteps chunks;
        private final List<List<Supplier<Step>>> writes;
        private final List<List<Supplier<Step>>> reads;

        Maker(Dice dice, ModelId model) {
            this.dice = dice;
            var values = new OddValues(dice);
            var rows = new OddRows(dice, values);
            var ofDocuments = new DocumentSteps(dice, values, rows);
            var ofRows = new RowSteps(dice, values, rows);
            this.chunks = new ChunkSteps(dice, new OddChunks(dice, values, rows), model);
            this.writes = List.of(ofDocuments.writes(), ofRows.writes(), chunks.writes());
            this.reads = List.of(ofDocuments.reads(), ofRows.reads(), chunks.reads());
        }

        Step step(int number) {
            if (isNeeded(number)) {
                return chunks.replaceModel();
            }
            return switch (dice.below(100)) {
                case 0 -> chunks.rebuild();
                case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> unit(2);
                case 10 -> dice.onceIn(15) ? ChunkSteps.clear() : health();
                default -> simple();
            };
        }

        private Step simple() {
            return dice.oneOf(dice.oneOf(dice.onceIn(2) ? reads : writes)).get();
        }

        private static Step health() {
            return Step.of("ping, health", store -> {
                store.ping();
                return store.health().isAvailable();
            });
        }

        /** A transaction of several steps, whose refusals it catches or not, and which may roll back on purpose. */
        private Step unit(int depth) {
            var steps = new ArrayList<Step>();
            for (int i = 2 + dice.below(5); i > 0; i--) {
                steps.add(depth > 0 && dice.onceIn(12) ? unit(depth - 1) : simple());
            }
            boolean catches = dice.onceIn(2);
            boolean rollsBack = dice.onceIn(3);
            return Step.of(
                    "unitOfWork" + (catches ? ", catches" : "") + (rollsBack ? ", rolls back" : ""),
                    store -> {
                        var answers = new ArrayList<@Nullable Object>();
                        Step.Work work = inUnit -> {
                            for (var step : steps) {
                                answers.add(
                                        catches
                                                ? Outcome.of(step, inUnit)
                                                : step.work().on(inUnit));
                            }
                            if (rollsBack) {
                                throw new OnPurpose();
                            }
                            return answers.size();
                        };
                        answers.add(Outcome.of(within(work, depth), store));
                        return answers;
                    },
                    steps.toArray());
        }

        private static Step within(Step.Work work, int depth) {
            return depth % 2 == 0
                    ? Step.of("unitOfWork.call", store -> store.unitOfWork().call(() -> String.valueOf(work.on(store))))
                    : Step.write("unitOfWork.run", store -> store.unitOfWork().run(() -> work.on(store)));
        }
    }
}
