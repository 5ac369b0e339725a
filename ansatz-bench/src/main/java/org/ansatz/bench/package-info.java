/** Performance figures of this machine, each beside a peer or a limit measured in the same run. */
package org.ansatz.bench;
