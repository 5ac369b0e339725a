/** Training of operators on files of fields, trained operators, and the model file that describes both. */
package org.ansatz.operator.train;
