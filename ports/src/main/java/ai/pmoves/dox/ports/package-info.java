/** What the library needs from the outside: time and ids. Stores, search, parsers and files have packages of their own. */
@NullMarked
package ai.pmoves.dox.ports;

import org.jspecify.annotations.NullMarked;
