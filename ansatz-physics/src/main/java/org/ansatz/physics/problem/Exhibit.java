package org.ansatz.physics.problem;

import java.util.List;

/** Something that a solution has to show of its own workings, beside its fields: data that the report draws. */
public sealed interface Exhibit {
    /** Name of the picture file, without ending. */
    String name();

    String title();

    /** A sentence below the picture. */
    String caption();

    /**
     * Curves, or dots, over one abscissa.
     *
     * @param logarithmic whether the ordinate is
     */
    record Curves(
            String name,
            String title,
            String caption,
            String horizontal,
            String vertical,
            boolean logarithmic,
            boolean dots,
            List<Curve> curves)
            implements Exhibit {
        public Curves {
            curves = List.copyOf(curves);
        }
    }

    /** One curve. */
    record Curve(String name, double[] x, double[] y) {}

    /**
     * Ellipses over the plane of two inputs, panel by panel on one scale of colours.
     *
     * @param valueName what the colours mean
     */
    record Ellipses(
            String name,
            String title,
            String caption,
            String horizontalName,
            Interval horizontal,
            String verticalName,
            Interval vertical,
            String valueName,
            List<EllipsePanel> panels)
            implements Exhibit {
        public Ellipses {
            panels = List.copyOf(panels);
        }
    }

    /** One panel of ellipses. */
    record EllipsePanel(String title, List<Ellipse> ellipses) {
        public EllipsePanel {
            ellipses = List.copyOf(ellipses);
        }
    }

    /**
     * The points {@code z} with {@code (z - centre)^T C^-1 (z - centre) = 1}.
     *
     * @param xx entries of C, as those of a covariance
     * @param value at least zero, for the colour
     */
    record Ellipse(double x, double y, double xx, double xy, double yy, double value) {}
}
