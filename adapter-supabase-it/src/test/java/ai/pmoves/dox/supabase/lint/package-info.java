/**
 * Finds fault with the migrated schema as Supabase's linter does, by rules of our own: each is a file of SQL. It covers
 * every rule of the level ERROR or WARN that can apply to a schema like ours, those of the level INFO that tell of
 * slow or useless things, and some that the platform's linter lacks.
 */
@NullMarked
package ai.pmoves.dox.supabase.lint;

import org.jspecify.annotations.NullMarked;
