/** Use cases that extract tags, and HRM runs. */
@NullMarked
package ai.pmoves.dox.application.tagging;

import org.jspecify.annotations.NullMarked;
