/** Search: chunks, the vectors that stand for them, queries, hits, and how two rankings become one. */
@NullMarked
package ai.pmoves.dox.domain.search;

import org.jspecify.annotations.NullMarked;
