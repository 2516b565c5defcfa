/**
 * Who calls: keys of the project and tokens of its users, verified. It knows nothing of HTTP and decides nothing;
 * what a role may do where is the server's.
 */
@NullMarked
package ai.pmoves.dox.app.access;

import org.jspecify.annotations.NullMarked;
