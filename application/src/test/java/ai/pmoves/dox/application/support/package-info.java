/** What the tests of this module are made of: embedded stores, ways to make them fail, and rows to store. */
@NullMarked
package ai.pmoves.dox.application.support;

import org.jspecify.annotations.NullMarked;
