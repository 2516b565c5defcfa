/** Extraction by language models, which are asked over HTTP. The entry point is {@link LanguageModels}. */
@NullMarked
package ai.pmoves.dox.llm;

import org.jspecify.annotations.NullMarked;
