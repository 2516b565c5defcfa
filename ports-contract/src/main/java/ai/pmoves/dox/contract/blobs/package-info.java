/** Contract of a store of files. */
@NullMarked
package ai.pmoves.dox.contract.blobs;

import org.jspecify.annotations.NullMarked;
