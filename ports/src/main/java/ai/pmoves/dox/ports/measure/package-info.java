/** How long things take, measured where they happen and told without asking anybody. */
@NullMarked
package ai.pmoves.dox.ports.measure;

import org.jspecify.annotations.NullMarked;
