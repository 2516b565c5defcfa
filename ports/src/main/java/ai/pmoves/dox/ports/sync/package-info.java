/** Driven ports of replication: what a pair of stores needs beside its rows. */
@NullMarked
package ai.pmoves.dox.ports.sync;

import org.jspecify.annotations.NullMarked;
