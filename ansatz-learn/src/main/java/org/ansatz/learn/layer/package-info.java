/** Layers on libtorch's tensors: fields on grids, [batch, channels, grid...], differentiated by recording. */
package org.ansatz.learn.layer;
