package ai.pmoves.dox.jooq;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * What a caller filters by, as conditions. Text that no store can keep is in no row, and a time that none can keep is
 * before or after those of all rows; databases would refuse the one and misread the other.
 */
final class Filters {
    private Filters() {}

    static Condition equal(Field<String> field, String text) {
        return containing(text, field::eq);
    }

    static Condition equal(Field<String> field, Optional<String> text) {
        return text.map(wanted -> equal(field, wanted)).orElse(DSL.noCondition());
    }

    static <T> Condition equalId(Field<String> field, Optional<Id<T>> id) {
        return id.map(wanted -> field.eq(wanted.value())).orElse(DSL.noCondition());
    }

    /** @param condition made of text that a store can keep */
    static Condition containing(Optional<String> text, Function<String, Condition> condition) {
        return text.map(wanted -> containing(wanted, condition)).orElse(DSL.noCondition());
    }

    private static Condition containing(String text, Function<String, Condition> condition) {
        return Text.canBeStored(text) ? condition.apply(text) : DSL.falseCondition();
    }

    static Condition from(Field<Instant> field, Optional<Instant> from) {
        return from.map(first -> first.isAfter(Times.LATEST)
                        ? DSL.falseCondition()
                        : field.ge(first.isBefore(Times.EARLIEST) ? Times.EARLIEST : nextMicro(first)))
                .orElse(DSL.noCondition());
    }

    private static Instant nextMicro(Instant instant) {
        var micros = instant.truncatedTo(ChronoUnit.MICROS);
        return micros.isBefore(instant) ? micros.plus(1, ChronoUnit.MICROS) : micros;
    }

    static Condition to(Field<Instant> field, Optional<Instant> to) {
        return to.map(last -> last.isBefore(Times.EARLIEST)
                        ? DSL.falseCondition()
                        : field.le(last.isAfter(Times.LATEST) ? Times.LATEST : last.truncatedTo(ChronoUnit.MICROS)))
                .orElse(DSL.noCondition());
    }
}
