package org.ansatz.physics.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;

/**
 * Singular parts in a model file: {@code corner_k}, all numbers of one corner in a row. First its kind (0 harmonic jump, 1
 * flow) and place: inputs, coordinates, signs; then of a jump field, both limits, value in the corner, both factors; of a
 * flow the fields u, v, p, viscosity, A, B, C, D, both velocities in the corner, kappa, and the Chebyshev coefficients of F
 * and of P, each after their number.
 */
final class StoredCorners {
    private static final String NAME = "corner_";
    private static final int PLACE = 7;

    private StoredCorners() {}

    static void put(CornerSingularities corners, Map<String, NdArray> tensors) {
        for (int k = 0; k < corners.all().size(); k++) {
            tensors.put(NAME + k, NdArray.of(numbers(corners.all().get(k))));
        }
    }

    private static double[] numbers(CornerSingularity s) {
        Corner c = s.corner();
        double kind = s instanceof HarmonicJump ? 0 : 1;
        DoubleStream place =
                DoubleStream.of(kind, c.inputs()[0], c.inputs()[1], c.at()[0], c.at()[1], c.signs()[0], c.signs()[1]);
        DoubleStream own;
        if (s instanceof HarmonicJump j) {
            own = DoubleStream.of(j.field(), j.onFirst(), j.onSecond(), j.winner(), j.stretch()[0], j.stretch()[1]);
        } else if (s instanceof CornerFlow f) {
            own = join(
                    Arrays.stream(f.fields()).asDoubleStream(),
                    DoubleStream.of(f.viscosity()),
                    Arrays.stream(f.leading()),
                    Arrays.stream(f.wall()),
                    DoubleStream.of(f.logarithm()),
                    series(f.stream()),
                    series(f.pressure()));
        } else {
            throw new IllegalStateException("a singular part of unknown kind: " + s);
        }
        return join(place, own).toArray();
    }

    private static DoubleStream series(AngularFunction f) {
        return DoubleStream.concat(DoubleStream.of(f.coefficients().length), Arrays.stream(f.coefficients()));
    }

    private static DoubleStream join(DoubleStream... parts) {
        return Arrays.stream(parts).flatMapToDouble(part -> part);
    }

    /** Takes numbers off a row one after another. */
    private static final class Reader {
        private final double[] numbers;
        private int at = PLACE;

        Reader(double[] numbers) {
            this.numbers = numbers;
        }

        double[] take(int n) {
            at += n;
            return Arrays.copyOfRange(numbers, at - n, at);
        }

        double one() {
            return take(1)[0];
        }

        AngularFunction series() {
            return new AngularFunction(take((int) one()));
        }
    }

    static CornerSingularities get(Problem problem, Map<String, NdArray> tensors, Path file) throws IOException {
        List<CornerSingularity> all = new ArrayList<>();
        for (int k = 0; tensors.containsKey(NAME + k); k++) {
            double[] numbers = tensors.get(NAME + k).values();
            if (numbers.length < PLACE + 6) {
                throw new IOException(file + ": " + NAME + k + " is cut short");
            }
            Corner corner = new Corner(
                    new int[] {(int) numbers[1], (int) numbers[2]},
                    new double[] {numbers[3], numbers[4]},
                    new int[] {(int) numbers[5], (int) numbers[6]});
            Reader reader = new Reader(numbers);
            all.add(numbers[0] == 0 ? jump(corner, reader) : flow(corner, reader));
        }
        return new CornerSingularities(problem.fields(), List.copyOf(all));
    }

    private static CornerSingularity jump(Corner corner, Reader from) {
        int field = (int) from.one();
        return new HarmonicJump(corner, field, from.one(), from.one(), from.one(), from.take(2));
    }

    private static CornerSingularity flow(Corner corner, Reader from) {
        int[] fields = {(int) from.one(), (int) from.one(), (int) from.one()};
        double viscosity = from.one();
        double[] leading = from.take(4);
        double[] wall = from.take(2);
        double logarithm = from.one();
        return new CornerFlow(corner, fields, viscosity, leading, wall, from.series(), from.series(), logarithm);
    }
}
