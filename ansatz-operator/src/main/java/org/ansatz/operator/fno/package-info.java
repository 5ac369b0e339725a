/** Fourier neural operators and what their training needs: losses, patches. */
package org.ansatz.operator.fno;
