/** Shapes, regions, meshes and how points are drawn from them. */
package org.ansatz.physics.geometry;
