/** Build-time only: generates the tables of adapter-jooq from a SQLite file that was just migrated. */
@NullMarked
package ai.pmoves.dox.codegen;

import org.jspecify.annotations.NullMarked;
