/** Array files: NPZ and safetensors on plain arrays. Does not load libtorch. */
package org.ansatz.tensor.io;
