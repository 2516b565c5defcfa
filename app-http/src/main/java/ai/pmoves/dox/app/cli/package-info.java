/**
 * The command line: {@code dox serve}, {@code ingest}, {@code search}, {@code rebuild} and {@code doctor}.
 *
 * <p>A command parses its arguments, calls one use case and prints. What it prints for people goes to the
 * standard output as lines, progress and notes go to the standard error, and with {@code --json} the standard
 * output is one JSON document.
 */
@NullMarked
package ai.pmoves.dox.app.cli;

import org.jspecify.annotations.NullMarked;
