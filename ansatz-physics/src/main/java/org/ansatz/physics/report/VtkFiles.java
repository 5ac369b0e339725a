package org.ansatz.physics.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;

/**
 * Files for ParaView in VTK's XML form: image data ({@code .vti}) on a box, an unstructured grid ({@code .vtu}) in a shaped
 * domain.
 *
 * <p>Up to three inputs of which at most one is spatial are the axes of one image, time included. With two or three spatial
 * coordinates, time becomes a series of files under {@code solution.pvd}. Inputs that fit nowhere stay in the middle.
 */
final class VtkFiles {
    private static final int TIMES = 21;
    private static final String PROLOGUE = "<?xml version=\"1.0\"?>\n";

    private final Problem problem;
    private final Solution solution;
    private final SampledRegion region;
    private final Path folder;

    private VtkFiles(Problem problem, Solution solution, SampledRegion region, Path folder) {
        this.problem = problem;
        this.solution = solution;
        this.region = region;
        this.folder = folder;
    }

    /**
     * @param region the cells of a shaped domain, null on a box
     */
    static void write(Problem problem, Solution solution, SampledRegion region, Path folder) throws IOException {
        new VtkFiles(problem, solution, region, folder).write();
    }

    private void write() throws IOException {
        List<Integer> axes = axes();
        String ending = region != null ? ".vtu" : ".vti";
        int time = problem.timeIndex().filter(t -> !axes.contains(t)).orElse(-1);
        if (time < 0) {
            writeOne("solution" + ending, axes, middle());
            return;
        }
        double[] times = Grid.nodes(problem.inputs().get(time).interval(), TIMES);
        List<String> names = new ArrayList<>();
        for (int k = 0; k < TIMES; k++) {
            String name = String.format(Locale.ROOT, "solution_%04d%s", k, ending);
            double[] base = middle();
            base[time] = times[k];
            writeOne(name, axes, base);
            names.add(name);
        }
        VtkImage.series(folder.resolve("solution.pvd"), names, times);
    }

    /** The inputs that span an image. */
    private List<Integer> axes() {
        List<Integer> axes = new ArrayList<>(problem.spaceIndices());
        if (axes.size() < 2) {
            problem.timeIndex().ifPresent(axes::add);
            for (int i = 0; i < problem.dimension() && axes.size() < 3; i++) {
                if (problem.inputs().get(i).kind() == Input.Kind.RANGING) {
                    axes.add(i);
                }
            }
        }
        return axes.subList(0, Math.min(3, axes.size()));
    }

    private double[] middle() {
        return problem.inputs().stream().mapToDouble(i -> i.interval().middle()).toArray();
    }

    private void writeOne(String name, List<Integer> axes, double[] base) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name))) {
            if (region == null) {
                image(out, axes, base);
            } else {
                unstructured(out, base);
            }
        }
    }

    private void image(Writer out, List<Integer> axes, double[] base) throws IOException {
        double[][] all = Grid.over(problem).axes();
        // VTK runs through the first axis fastest: the product of the axes in reverse.
        double[][] nodes = new double[axes.size()][];
        for (int k = 0; k < nodes.length; k++) {
            nodes[k] = all[axes.get(nodes.length - 1 - k)];
        }
        double[][] product = Grid.product(nodes);
        int n = product[0].length;
        double[][] points = new double[base.length][n];
        for (int i = 0; i < base.length; i++) {
            Arrays.fill(points[i], base[i]);
        }
        StringBuilder extent = new StringBuilder();
        StringBuilder origin = new StringBuilder();
        StringBuilder spacing = new StringBuilder();
        for (int k = 0; k < 3; k++) {
            boolean real = k < axes.size();
            if (real) {
                points[axes.get(k)] = product[nodes.length - 1 - k];
            }
            double[] axis = real ? all[axes.get(k)] : new double[] {0};
            extent.append(k == 0 ? "" : " ").append("0 ").append(axis.length - 1);
            origin.append(k == 0 ? "" : " ").append(axis[0]);
            spacing.append(k == 0 ? "" : " ")
                    .append(real ? (axis[axis.length - 1] - axis[0]) / (axis.length - 1) : 1.0);
        }
        out.write(PROLOGUE + "<VTKFile type=\"ImageData\" version=\"0.1\" byte_order=\"LittleEndian\">\n");
        out.write(
                "  <ImageData WholeExtent=\"" + extent + "\" Origin=\"" + origin + "\" Spacing=\"" + spacing + "\">\n");
        out.write("    <Piece Extent=\"" + extent + "\">\n");
        pointData(out, points);
        out.write("      <CellData/>\n    </Piece>\n  </ImageData>\n</VTKFile>\n");
    }

    private void unstructured(Writer out, double[] base) throws IOException {
        int n = region.points()[0].length;
        double[][] points = new double[base.length][n];
        for (int i = 0; i < base.length; i++) {
            int own = problem.spaceIndices().indexOf(i);
            if (own >= 0) {
                points[i] = region.points()[own];
            } else {
                Arrays.fill(points[i], base[i]);
            }
        }
        out.write(PROLOGUE + "<VTKFile type=\"UnstructuredGrid\" version=\"0.1\" byte_order=\"LittleEndian\">\n");
        out.write("  <UnstructuredGrid>\n    <Piece NumberOfPoints=\"" + n + "\" NumberOfCells=\""
                + region.cells().length + "\">\n");
        pointData(out, points);
        out.write("      <CellData/>\n      <Points>\n        <DataArray type=\"Float64\" NumberOfComponents=\"3\""
                + " format=\"ascii\">\n");
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < 3; i++) {
                out.write((i < region.points().length ? region.points()[i][p] : 0.0) + (i < 2 ? " " : "\n"));
            }
        }
        out.write("        </DataArray>\n      </Points>\n      <Cells>\n");
        out.write("        <DataArray type=\"Int64\" Name=\"connectivity\" format=\"ascii\">\n");
        for (int[] cell : region.cells()) {
            for (int k = 0; k < cell.length; k++) {
                out.write(cell[k] + (k < cell.length - 1 ? " " : "\n"));
            }
        }
        out.write("        </DataArray>\n        <DataArray type=\"Int64\" Name=\"offsets\" format=\"ascii\">\n");
        int offset = 0;
        for (int[] cell : region.cells()) {
            offset += cell.length;
            out.write(offset + "\n");
        }
        out.write("        </DataArray>\n        <DataArray type=\"UInt8\" Name=\"types\" format=\"ascii\">\n");
        for (int c = 0; c < region.cells().length; c++) {
            out.write(region.type() + "\n");
        }
        out.write("        </DataArray>\n      </Cells>\n    </Piece>\n  </UnstructuredGrid>\n</VTKFile>\n");
    }

    private void pointData(Writer out, double[][] points) throws IOException {
        double[][] values = Evaluation.fields(problem, solution, problem.fields(), points);
        out.write("      <PointData Scalars=\"" + problem.fields().get(0) + "\">\n");
        for (int f = 0; f < values.length; f++) {
            out.write("        <DataArray type=\"Float64\" Name=\""
                    + problem.fields().get(f) + "\" format=\"ascii\">\n");
            for (double value : values[f]) {
                out.write(Double.isFinite(value) ? value + "\n" : "nan\n");
            }
            out.write("        </DataArray>\n");
        }
        out.write("      </PointData>\n");
    }
}
