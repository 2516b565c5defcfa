/** Contracts of parsers. */
@NullMarked
package ai.pmoves.dox.contract.ingest;

import org.jspecify.annotations.NullMarked;
