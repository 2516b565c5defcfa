/** Use cases that answer and summarise from what is stored. */
@NullMarked
package ai.pmoves.dox.application.report;

import org.jspecify.annotations.NullMarked;
