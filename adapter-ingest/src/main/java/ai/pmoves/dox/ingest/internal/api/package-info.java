/** OpenAPI and Postman descriptions. */
@NullMarked
package ai.pmoves.dox.ingest.internal.api;

import org.jspecify.annotations.NullMarked;
