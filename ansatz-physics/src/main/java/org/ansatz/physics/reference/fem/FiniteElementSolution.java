package org.ansatz.physics.reference.fem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.AbstractSolution;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * A finite-element function. Values and first derivatives are those of the piecewise polynomial; second derivatives are
 * recovered: the gradient is averaged at the nodes (not across interfaces of materials) and the average differentiated.
 * Points outside the mesh give NaN.
 */
public final class FiniteElementSolution extends AbstractSolution {
    private static final String FORMAT = "ansatz-fem-1";

    private final FiniteElementFunction function;
    private final int[] materials;
    private FiniteElementFunction split;
    private List<double[]> slopes;

    /**
     * @param materials number of the part of the domain, as interfaces divide it, per triangle
     */
    FiniteElementSolution(
            Problem problem,
            FiniteElementFunction function,
            int[] materials,
            Outcome outcome,
            Map<String, Double> errorEstimate) {
        super(problem, outcome, errorEstimate);
        this.function = function;
        this.materials = materials.clone();
    }

    /** The mesh, for output. */
    public FiniteElementMesh mesh() {
        return function.mesh();
    }

    /** The field at the nodes of the mesh. */
    public double[] nodalValues() {
        return function.coefficients().clone();
    }

    @Override
    public int maximumOrder() {
        return 2;
    }

    @Override
    public long parameterCount() {
        return function.coefficients().length;
    }

    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        boolean second = false;
        for (FieldTerm term : terms) {
            if (!fields().contains(term.field())) {
                throw new IllegalArgumentException(term.field() + " is not the field " + fields().get(0));
            }
            if (term.orders().order() > maximumOrder()) {
                throw new IllegalArgumentException("a finite-element solution has derivatives up to order "
                        + maximumOrder() + ", asked for " + term.orders().order());
            }
            second |= term.orders().order() == 2;
        }
        double[][] first = function.evaluate(inputs[0], inputs[1]);
        List<double[][]> ofSlopes = second ? recovered(inputs) : List.of();
        double[][] out = new double[terms.size()][];
        for (int k = 0; k < out.length; k++) {
            int byX = terms.get(k).orders().get(0);
            int byY = terms.get(k).orders().get(1);
            out[k] = switch (byX + byY) {
                case 0 -> first[0].clone();
                case 1 -> first[byX == 1 ? 1 : 2].clone();
                default -> secondDerivative(ofSlopes, byX);
            };
        }
        return out;
    }

    private static double[] secondDerivative(List<double[][]> ofSlopes, int byX) {
        if (byX == 2) {
            return ofSlopes.get(0)[1].clone();
        }
        double[] result = ofSlopes.get(1)[2].clone();
        if (byX == 1) {
            for (int p = 0; p < result.length; p++) {
                result[p] = 0.5 * (ofSlopes.get(0)[2][p] + ofSlopes.get(1)[1][p]);
            }
        }
        return result;
    }

    private synchronized List<double[][]> recovered(double[][] inputs) {
        if (split == null) {
            split = new FiniteElementFunction(splitMesh(), new double[0]);
            slopes = averagedSlopes();
        }
        return split.evaluate(inputs[0], inputs[1], slopes);
    }

    /** The mesh with a node of its own for each material that meets at a node. */
    private FiniteElementMesh splitMesh() {
        FiniteElementMesh mesh = function.mesh();
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        List<Integer> originals = new ArrayList<>();
        int[][] triangles = new int[mesh.triangles().length][];
        for (int t = 0; t < triangles.length; t++) {
            int[] nodes = mesh.triangles()[t];
            triangles[t] = new int[nodes.length];
            for (int k = 0; k < nodes.length; k++) {
                int original = nodes[k];
                triangles[t][k] = numbers.computeIfAbsent(List.of(original, materials[t]), pair -> {
                    originals.add(original);
                    return originals.size() - 1;
                });
            }
        }
        double[][] nodes = new double[2][originals.size()];
        for (int i = 0; i < originals.size(); i++) {
            nodes[0][i] = mesh.nodes()[0][originals.get(i)];
            nodes[1][i] = mesh.nodes()[1][originals.get(i)];
        }
        return new FiniteElementMesh(nodes, triangles);
    }

    /** The gradient at the nodes of the split mesh, averaged over the triangles around with their areas as weights. */
    private List<double[]> averagedSlopes() {
        FiniteElementMesh mesh = function.mesh();
        LagrangeTriangle element = new LagrangeTriangle(mesh.degree());
        int n = split.mesh().size();
        double[] byX = new double[n];
        double[] byY = new double[n];
        double[] weight = new double[n];
        double[][] corners = {{0, 0}, {1, 0}, {0, 1}, {0.5, 0}, {0.5, 0.5}, {0, 0.5}};
        for (int t = 0; t < mesh.triangles().length; t++) {
            int[] nodes = mesh.triangles()[t];
            for (int k = 0; k < nodes.length; k++) {
                double[] g = gradient(nodes, element.gradients(corners[k][0], corners[k][1]));
                int at = split.mesh().triangles()[t][k];
                byX[at] += g[2] * g[0];
                byY[at] += g[2] * g[1];
                weight[at] += g[2];
            }
        }
        for (int i = 0; i < n; i++) {
            byX[i] /= weight[i];
            byY[i] /= weight[i];
        }
        return List.of(byX, byY);
    }

    /** u_x, u_y and the area factor. */
    private double[] gradient(int[] nodes, double[][] slope) {
        double[][] mesh = function.mesh().nodes();
        double xXi = 0;
        double xEta = 0;
        double yXi = 0;
        double yEta = 0;
        double uXi = 0;
        double uEta = 0;
        for (int k = 0; k < nodes.length; k++) {
            double u = function.coefficients()[nodes[k]];
            xXi += mesh[0][nodes[k]] * slope[0][k];
            xEta += mesh[0][nodes[k]] * slope[1][k];
            yXi += mesh[1][nodes[k]] * slope[0][k];
            yEta += mesh[1][nodes[k]] * slope[1][k];
            uXi += u * slope[0][k];
            uEta += u * slope[1][k];
        }
        double det = xXi * yEta - xEta * yXi;
        return new double[] {(yEta * uXi - yXi * uEta) / det, (xXi * uEta - xEta * uXi) / det, det};
    }

    @Override
    public void save(Path folder) throws IOException {
        FiniteElementMesh mesh = function.mesh();
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("nodes", new NdArray(new long[] {2, mesh.size()}, flat(mesh.nodes())));
        double[][] triangles = Arrays.stream(mesh.triangles())
                .map(t -> Arrays.stream(t).asDoubleStream().toArray())
                .toArray(double[][]::new);
        tensors.put("triangles", new NdArray(new long[] {triangles.length, triangles[0].length}, flat(triangles)));
        tensors.put(
                "materials",
                NdArray.of(Arrays.stream(materials).asDoubleStream().toArray()));
        tensors.put("values", NdArray.of(function.coefficients()));
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("format", FORMAT);
        notes.put("problem", problem().name());
        notes.put("field", problem().fields().get(0));
        errorEstimate().forEach((field, estimate) -> notes.put("error_estimate", Double.toString(estimate)));
        Safetensors.write(folder.resolve("model.safetensors"), tensors, notes);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    static FiniteElementSolution load(Problem problem, Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Safetensors.Content content = Safetensors.read(file);
        Map<String, String> notes = content.metadata();
        if (!FORMAT.equals(notes.get("format"))) {
            throw new IOException(file + " is not a finite-element solution");
        }
        double[] nodes = content.tensors().get("nodes").values();
        NdArray numbers = content.tensors().get("triangles");
        int per = (int) numbers.shape()[1];
        int[][] triangles = new int[(int) numbers.shape()[0]][per];
        for (int k = 0; k < numbers.values().length; k++) {
            triangles[k / per][k % per] = (int) numbers.values()[k];
        }
        FiniteElementMesh mesh = new FiniteElementMesh(
                new double[][] {
                    Arrays.copyOfRange(nodes, 0, nodes.length / 2),
                    Arrays.copyOfRange(nodes, nodes.length / 2, nodes.length)
                },
                triangles);
        int[] materials = Arrays.stream(content.tensors().get("materials").values())
                .mapToInt(m -> (int) m)
                .toArray();
        Map<String, Double> estimate = notes.containsKey("error_estimate")
                ? Map.of(notes.get("field"), Double.valueOf(notes.get("error_estimate")))
                : Map.of();
        return new FiniteElementSolution(
                problem,
                new FiniteElementFunction(mesh, content.tensors().get("values").values()),
                materials,
                new Outcome(Status.CONVERGED, "read from " + folder, 0, 0, new History()),
                estimate);
    }
}
