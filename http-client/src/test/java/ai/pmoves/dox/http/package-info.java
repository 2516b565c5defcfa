@NullMarked
package ai.pmoves.dox.http;

import org.jspecify.annotations.NullMarked;
