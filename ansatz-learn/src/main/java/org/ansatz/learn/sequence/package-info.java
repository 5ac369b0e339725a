/**
 * Causal models of sequences of symbols: attention with rotary positions and a finite-difference shear of queries and keys,
 * decoders made of it, tasks that ask for recall, and what their filters and attention patterns look like.
 */
package org.ansatz.learn.sequence;
