/**
 * Random work for stores: the same steps on two of them have to give equal answers and to leave equal rows.
 *
 * <p>{@link ai.pmoves.dox.testing.stores.model.Comparison} runs steps that {@link
 * ai.pmoves.dox.testing.stores.model.Steps} makes of a seed. A step depends on the seed and its number alone, so that
 * any of them can be left out to find which ones matter.
 */
@NullMarked
package ai.pmoves.dox.testing.stores.model;

import org.jspecify.annotations.NullMarked;
