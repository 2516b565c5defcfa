/** Tests of who calls. */
@NullMarked
package ai.pmoves.dox.app.access;

import org.jspecify.annotations.NullMarked;
