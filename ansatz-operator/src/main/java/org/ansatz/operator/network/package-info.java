/** What networks between fields have in common. */
package org.ansatz.operator.network;
