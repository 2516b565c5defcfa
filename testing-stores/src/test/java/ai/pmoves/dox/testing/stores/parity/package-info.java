/** Whether a comparison of two stores finds what somebody has done to one of them behind its back, and nothing else. */
@NullMarked
package ai.pmoves.dox.testing.stores.parity;

import org.jspecify.annotations.NullMarked;
