/** A store's part in a pair: what the two kinds of stores have in common. The adapters add what differs in kind. */
@NullMarked
package ai.pmoves.dox.jooq.sync;

import org.jspecify.annotations.NullMarked;
