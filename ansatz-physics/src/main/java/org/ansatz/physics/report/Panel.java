package org.ansatz.physics.report;

import java.awt.Graphics2D;

/** One picture of a figure: it paints itself into a rectangle at the origin. */
interface Panel {
    void paint(Graphics2D g, int width, int height);
}
