/** Expression trees: parsing, printing, differentiation, evaluation on batches. */
package org.ansatz.physics.expr;
