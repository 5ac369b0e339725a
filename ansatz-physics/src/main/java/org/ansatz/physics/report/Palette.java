package org.ansatz.physics.report;

import java.awt.Color;

/** Colour maps by their anchors, interpolated linearly. */
final class Palette {
    /** Perceptually uniform, for fields (van der Walt and Smith, matplotlib's viridis). */
    static final Palette VIRIDIS = new Palette(
            0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26,
            0xfde725);
    /** Perceptually uniform, for magnitudes of errors and residuals (matplotlib's magma, light end first cut off). */
    static final Palette MAGMA = new Palette(
            0x000004, 0x140e36, 0x3b0f70, 0x641a80, 0x8c2981, 0xb73779, 0xde4968, 0xf7705c, 0xfe9f6d, 0xfecf92,
            0xfcfdbf);
    /** Diverging about white, for signed differences (ColorBrewer RdBu, blue below). */
    static final Palette DIVERGING = new Palette(
            0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b,
            0x67001f);

    private final int[] anchors;

    private Palette(int... anchors) {
        this.anchors = anchors;
    }

    /** The opaque colour at a share in [0, 1]; shares beyond are those of the ends. */
    int argb(double share) {
        double at = Math.max(0, Math.min(1, share)) * (anchors.length - 1);
        int below = Math.min(anchors.length - 2, (int) at);
        double f = at - below;
        int result = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = anchors[below] >> shift & 0xff;
            int b = anchors[below + 1] >> shift & 0xff;
            result = result << 8 | (int) Math.round(a + f * (b - a));
        }
        return result;
    }

    Color color(double share) {
        return new Color(argb(share));
    }

    /** Colours of curves, told apart by most eyes (Okabe and Ito). */
    static Color curve(int index) {
        int[] colors = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x7f7f7f, 0x8c564b};
        return new Color(colors[index % colors.length]);
    }
}
