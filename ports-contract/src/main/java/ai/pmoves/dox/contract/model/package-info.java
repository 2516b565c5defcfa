/** Contracts of embedders and extractors. */
@NullMarked
package ai.pmoves.dox.contract.model;

import org.jspecify.annotations.NullMarked;
