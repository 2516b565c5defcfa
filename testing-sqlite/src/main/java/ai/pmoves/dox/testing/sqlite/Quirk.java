package ai.pmoves.dox.testing.sqlite;

import java.util.Set;

/**
 * A row of a legacy file with something odd in it.
 *
 * @param name what is odd, in words
 * @param table its table in the file
 * @param rowid its place there
 * @param kinds the kinds of repair that it needs; none if it goes over as it is
 */
public record Quirk(String name, String table, long rowid, Set<String> kinds) {}
