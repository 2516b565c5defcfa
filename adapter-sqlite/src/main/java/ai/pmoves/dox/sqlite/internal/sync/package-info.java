/** Not API: outbox, dead letters and history. */
@NullMarked
package ai.pmoves.dox.sqlite.internal.sync;

import org.jspecify.annotations.NullMarked;
