/**
 * The use cases: each class does one thing that a person or a program asks of the library, on whatever store,
 * model and parsers it was given. Its public methods are the driving API; the server, the command line and
 * embedding programs call nothing deeper to make something happen, and read lists from the repositories.
 */
@NullMarked
package ai.pmoves.dox.application;

import org.jspecify.annotations.NullMarked;
