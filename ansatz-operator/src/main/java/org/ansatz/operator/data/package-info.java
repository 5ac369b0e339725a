/** Files of fields for training, read in parts; their normalisation; and generators of them. */
package org.ansatz.operator.data;
