package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables as a person names them. */
public final class TableNames {
    private TableNames() {}

    /**
     * The tables of these names, or all tables for none.
     *
     * @throws DoxException {@code config.invalid} naming the one that there is not, and the choices
     */
    public static Set<StoreTable> parse(List<String> names) {
        if (names.isEmpty()) {
            return EnumSet.allOf(StoreTable.class);
        }
        var tables = EnumSet.noneOf(StoreTable.class);
        for (var name : names) {
            tables.add(StoreTable.named(name.strip()).orElseThrow(() -> unknown(name)));
        }
        return tables;
    }

    private static DoxException unknown(String name) {
        var choices = Arrays.stream(StoreTable.values()).map(StoreTable::text).collect(Collectors.joining(", "));
        return new DoxException(
                ErrorCode.CONFIG_INVALID, "--tables names '%s'; it can name: %s".formatted(name, choices));
    }
}
