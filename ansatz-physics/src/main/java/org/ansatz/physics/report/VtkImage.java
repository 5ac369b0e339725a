package org.ansatz.physics.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Fields on a uniform grid of one to three axes as VTK image data ({@code .vti}), numbers in binary.
 *
 * @param origin the first point by axis
 * @param spacing by axis
 * @param shape points by axis; the last axis of the arrays runs fastest
 */
public record VtkImage(double[] origin, double[] spacing, int[] shape) {
    private static final int AXES = 3;

    /** Writes a file; each field has as many numbers as the grid has points. */
    public void write(Path file, Map<String, double[]> fields) throws IOException {
        int points = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        StringBuilder header = new StringBuilder("<?xml version=\"1.0\"?>\n");
        header.append(
                "<VTKFile type=\"ImageData\" version=\"1.0\" byte_order=\"LittleEndian\" header_type=\"UInt64\">\n");
        header.append("  <ImageData WholeExtent=\"").append(extent()).append("\" Origin=\"");
        header.append(three(origin, 0))
                .append("\" Spacing=\"")
                .append(three(spacing, 1))
                .append("\">\n");
        header.append("    <Piece Extent=\"").append(extent()).append("\">\n      <PointData>\n");
        long offset = 0;
        for (String name : fields.keySet()) {
            header.append("        <DataArray type=\"Float64\" Name=\"").append(name);
            header.append("\" format=\"appended\" offset=\"").append(offset).append("\"/>\n");
            offset += Long.BYTES + (long) points * Double.BYTES;
        }
        header.append("      </PointData>\n    </Piece>\n  </ImageData>\n  <AppendedData encoding=\"raw\">\n_");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header.toString().getBytes(StandardCharsets.UTF_8));
            for (double[] values : fields.values()) {
                append(out, values);
            }
            out.write("\n  </AppendedData>\n</VTKFile>\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private String extent() {
        StringBuilder extent = new StringBuilder();
        for (int axis = 0; axis < AXES; axis++) {
            extent.append(axis == 0 ? "0 " : " 0 ").append(axis < shape.length ? shape[axis] - 1 : 0);
        }
        return extent.toString();
    }

    private static String three(double[] values, double otherwise) {
        double[] padded = Arrays.copyOf(values, AXES);
        Arrays.fill(padded, values.length, AXES, otherwise);
        return Arrays.stream(padded).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    /** VTK runs through the first axis fastest. */
    private void append(OutputStream out, double[] values) throws IOException {
        int[] n = Arrays.copyOf(shape, AXES);
        Arrays.fill(n, shape.length, AXES, 1);
        ByteBuffer row = ByteBuffer.allocate(Math.max(1, n[0]) * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong((long) values.length * Double.BYTES)
                .array());
        for (int k = 0; k < n[2]; k++) {
            for (int j = 0; j < n[1]; j++) {
                row.clear();
                for (int i = 0; i < n[0]; i++) {
                    row.putDouble(values[(i * n[1] + j) * n[2] + k]);
                }
                out.write(row.array());
            }
        }
    }

    /** Writes the list of files of a series in time ({@code .pvd}), which ParaView opens. */
    public static void series(Path file, List<String> names, double[] times) throws IOException {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?>\n")
                .append("<VTKFile type=\"Collection\" version=\"0.1\" byte_order=\"LittleEndian\">\n  <Collection>\n");
        for (int k = 0; k < times.length; k++) {
            text.append("    <DataSet timestep=\"").append(times[k]);
            text.append("\" part=\"0\" file=\"").append(names.get(k)).append("\"/>\n");
        }
        Files.writeString(file, text.append("  </Collection>\n</VTKFile>\n"));
    }
}
