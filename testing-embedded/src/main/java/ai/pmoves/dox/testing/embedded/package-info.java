/** Embedded stores for tests, with connections that can be cut. */
@NullMarked
package ai.pmoves.dox.testing.embedded;

import org.jspecify.annotations.NullMarked;
