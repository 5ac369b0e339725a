/** Ansatz. */
package org.ansatz.studies;
