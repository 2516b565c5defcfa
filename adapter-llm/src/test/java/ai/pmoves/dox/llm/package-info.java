@NullMarked
package ai.pmoves.dox.llm;

import org.jspecify.annotations.NullMarked;
