package org.ansatz.physics.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.AbstractSolution;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * Fields as spectral expansions on consecutive slabs of one input (a single slab if nothing marches); values and
 * derivatives of any order are those of the expansion and of the singular parts of corners, which are infinite in a corner
 * itself where they have no bound.
 */
final class SpectralSolution extends AbstractSolution {
    private static final String FORMAT = "ansatz-spectral-1";
    private static final int AXIS = 6;

    private final List<SpectralPiece> pieces;
    private final CornerSingularities corners;

    /**
     * @param pieces in the order of the first axis' intervals
     * @param corners what is added to the pieces
     */
    SpectralSolution(
            Problem problem,
            List<SpectralPiece> pieces,
            CornerSingularities corners,
            Outcome outcome,
            Map<String, Double> errorEstimate) {
        super(problem, outcome, errorEstimate);
        this.pieces = List.copyOf(pieces);
        this.corners = corners;
    }

    SpectralSolution(Problem problem, List<SpectralPiece> pieces, Outcome outcome, Map<String, Double> errorEstimate) {
        this(problem, pieces, CornerSingularities.none(problem), outcome, errorEstimate);
    }

    SpectralSolution with(Outcome other, Map<String, Double> estimate) {
        return new SpectralSolution(problem(), pieces, corners, other, estimate);
    }

    List<SpectralPiece> pieces() {
        return pieces;
    }

    @Override
    public int maximumOrder() {
        return Integer.MAX_VALUE;
    }

    @Override
    public long parameterCount() {
        return pieces.stream().mapToLong(SpectralPiece::size).sum();
    }

    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        int n = inputs[0].length;
        int[] fields = new int[terms.size()];
        for (int k = 0; k < fields.length; k++) {
            fields[k] = problem().fields().indexOf(terms.get(k).field());
            if (fields[k] < 0) {
                throw new IllegalArgumentException(terms.get(k).field() + " is not one of the fields "
                        + problem().fields());
            }
        }
        double[][] out = corners.evaluate(inputs, terms);
        double[] point = new double[inputs.length];
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < point.length; i++) {
                point[i] = inputs[i][p];
            }
            SpectralPiece piece = pieceAt(point);
            for (int k = 0; k < fields.length; k++) {
                out[k][p] += piece.value(fields[k], terms.get(k).orders(), point);
            }
        }
        return out;
    }

    private SpectralPiece pieceAt(double[] point) {
        double x = point[pieces.get(0).inputs()[0]];
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (x <= pieces.get(middle).bases().get(0).interval().max()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return pieces.get(low);
    }

    @Override
    public void save(Path folder) throws IOException {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        for (int k = 0; k < pieces.size(); k++) {
            SpectralPiece piece = pieces.get(k);
            String prefix = "slab_" + k + ".";
            double[] description = new double[AXIS * piece.inputs().length];
            for (int a = 0; a < piece.inputs().length; a++) {
                double[] own = describe(piece.inputs()[a], piece.bases().get(a));
                System.arraycopy(own, 0, description, AXIS * a, AXIS);
            }
            tensors.put(prefix + "axes", new NdArray(new long[] {piece.inputs().length, AXIS}, description));
            for (int f = 0; f < problem().fields().size(); f++) {
                long[] shape = java.util.Arrays.stream(piece.dofs()[f])
                        .mapToLong(d -> d)
                        .toArray();
                tensors.put(prefix + problem().fields().get(f), new NdArray(shape, piece.coefficients()[f]));
            }
        }
        StoredCorners.put(corners, tensors);
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("format", FORMAT);
        notes.put("problem", problem().name());
        notes.put("slabs", Integer.toString(pieces.size()));
        errorEstimate().forEach((field, e) -> notes.put("error_estimate." + field, Double.toString(e)));
        Safetensors.write(folder.resolve("model.safetensors"), tensors, notes);
    }

    /** Input, ends, kind of functions (0 Chebyshev, 1 Fourier, 2 mapped Chebyshev), and the map's center and width. */
    private static double[] describe(int input, Basis basis) {
        double low = basis.interval().min();
        double high = basis.interval().max();
        if (basis instanceof MappedChebyshevBasis m) {
            return new double[] {input, low, high, 2, m.center(), m.width()};
        }
        return new double[] {input, low, high, basis.periodic() ? 1 : 0, 0, 0};
    }

    private static Basis basis(double[] description) {
        Interval interval = new Interval(description[1], description[2]);
        return switch ((int) description[3]) {
            case 1 -> new FourierBasis(interval);
            case 2 -> new MappedChebyshevBasis(interval, description[4], description[5]);
            default -> new ChebyshevBasis(interval);
        };
    }

    static SpectralSolution load(Problem problem, Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Safetensors.Content content = Safetensors.read(file);
        if (!FORMAT.equals(content.metadata().get("format"))) {
            throw new IOException(file + " does not hold a spectral solution");
        }
        List<SpectralPiece> pieces = new ArrayList<>();
        int slabs = Integer.parseInt(content.metadata().get("slabs"));
        for (int k = 0; k < slabs; k++) {
            pieces.add(piece(problem, content.tensors(), "slab_" + k + ".", file));
        }
        Map<String, Double> estimate = new LinkedHashMap<>();
        for (String field : problem.fields()) {
            String note = content.metadata().get("error_estimate." + field);
            if (note != null) {
                estimate.put(field, Double.valueOf(note));
            }
        }
        Outcome outcome = new Outcome(Status.CONVERGED, "read from " + folder, 0, 0, new History());
        CornerSingularities corners = StoredCorners.get(problem, content.tensors(), file);
        return new SpectralSolution(problem, pieces, corners, outcome, estimate);
    }

    private static SpectralPiece piece(Problem problem, Map<String, NdArray> tensors, String prefix, Path file)
            throws IOException {
        NdArray axes = tensors.get(prefix + "axes");
        if (axes == null) {
            throw new IOException(file + " lacks " + prefix + "axes");
        }
        int d = (int) axes.shape()[0];
        List<Basis> bases = new ArrayList<>();
        int[] inputs = new int[d];
        for (int a = 0; a < d; a++) {
            double[] own = java.util.Arrays.copyOfRange(axes.values(), AXIS * a, AXIS * (a + 1));
            inputs[a] = (int) own[0];
            bases.add(basis(own));
        }
        int fields = problem.fields().size();
        int[][] dofs = new int[fields][];
        double[][] coefficients = new double[fields][];
        for (int f = 0; f < fields; f++) {
            NdArray tensor = tensors.get(prefix + problem.fields().get(f));
            if (tensor == null) {
                throw new IOException(
                        file + " lacks the field " + problem.fields().get(f));
            }
            dofs[f] = java.util.Arrays.stream(tensor.shape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            coefficients[f] = tensor.values();
        }
        return new SpectralPiece(bases, inputs, dofs, coefficients);
    }
}
