/** Learning an initial value from which few gradient steps suffice for any of many tasks. */
package org.ansatz.learn.meta;
