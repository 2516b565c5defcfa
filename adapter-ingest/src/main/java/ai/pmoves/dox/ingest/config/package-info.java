/** What the parsers are told: limits, folders and services. */
@NullMarked
package ai.pmoves.dox.ingest.config;

import org.jspecify.annotations.NullMarked;
