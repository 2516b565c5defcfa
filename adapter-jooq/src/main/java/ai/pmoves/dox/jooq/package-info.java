/**
 * The repositories, written once over jOOQ for every SQL store.
 *
 * <p>A store builds a {@link ai.pmoves.dox.jooq.JooqSession} on its own connections and answers the few
 * questions of {@link ai.pmoves.dox.jooq.StoreDialect}; {@link ai.pmoves.dox.jooq.JooqRepositories} gives it the
 * repositories. The tables in {@code tables} are generated from the migrated SQLite schema during the build.
 */
@NullMarked
package ai.pmoves.dox.jooq;

import org.jspecify.annotations.NullMarked;
