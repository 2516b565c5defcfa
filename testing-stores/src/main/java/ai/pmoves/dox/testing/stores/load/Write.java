package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import java.util.ArrayList;
import java.util.List;

/**
 * What a writer does to one of its rows, all of it or nothing.
 *
 * @param count how often the row has been changed with this; 0 unless it is a change
 * @param facts that are added to the row; none unless some are
 */
record Write(Kind kind, Id<Artifact> row, long count, List<Id<Fact>> facts) {
    enum Kind {
        ADD,
        CHANGE,
        ADD_FACTS,
        REMOVE
    }

    private static final int WORDS_BEFORE_FACTS = 3;

    static Write add(Id<Artifact> row) {
        return new Write(Kind.ADD, row, 0, List.of());
    }

    static Write change(Id<Artifact> row, long count) {
        return new Write(Kind.CHANGE, row, count, List.of());
    }

    static Write addFacts(Id<Artifact> row, List<Id<Fact>> facts) {
        return new Write(Kind.ADD_FACTS, row, 0, facts);
    }

    static Write remove(Id<Artifact> row) {
        return new Write(Kind.REMOVE, row, 0, List.of());
    }

    /** One line, from which {@link #parse} makes the same again. */
    String text() {
        var words = new ArrayList<>(List.of(kind.name(), row.value(), Long.toString(count)));
        facts.forEach(fact -> words.add(fact.value()));
        return String.join(" ", words);
    }

    static Write parse(String line) {
        var words = List.of(line.split(" "));
        return new Write(
                Kind.valueOf(words.get(0)),
                Id.of(words.get(1)),
                Long.parseLong(words.get(2)),
                words.stream().skip(WORDS_BEFORE_FACTS).map(Id::<Fact>of).toList());
    }
}
