/** Tests of the HTTP API against a started server on the real store, parsers and model. */
@NullMarked
package ai.pmoves.dox.app.http;

import org.jspecify.annotations.NullMarked;
