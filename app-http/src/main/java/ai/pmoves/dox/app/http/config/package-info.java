/** What the server is told when it starts. */
@NullMarked
package ai.pmoves.dox.app.http.config;

import org.jspecify.annotations.NullMarked;
