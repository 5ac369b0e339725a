/** The command {@code ansatz}: words in, reports and an exit status out; no numerics. */
package org.ansatz.cli;
