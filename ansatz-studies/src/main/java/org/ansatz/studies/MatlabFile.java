package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** The real matrices of a MATLAB file of version 5, by name; those in structures as {@code structure.field}. */
final class MatlabFile {
    private final Path file;
    /** [column][row] by name. */
    private final Map<String, double[][]> matrices = new LinkedHashMap<>();

    private MatlabFile(Path file) {
        this.file = file;
    }

    /**
     * Reads everything.
     *
     * @throws InvalidProblem if there is no such file, or it is of another format
     */
    static MatlabFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidProblem("no file " + file);
        }
        MatlabFile content = new MatlabFile(file);
        try (MatFile entries = Mat5.readFromFile(file.toFile())) {
            for (MatFile.Entry entry : entries.getEntries()) {
                content.add(entry.getName(), entry.getValue());
            }
        } catch (IOException | RuntimeException damaged) {
            throw new InvalidProblem(
                    file + " is no MATLAB file of version 5 that can be read: " + damaged.getMessage());
        }
        return content;
    }

    private void add(String name, Array value) {
        if (value instanceof Struct struct) {
            for (String field : struct.getFieldNames()) {
                add(name + "." + field, struct.get(field));
            }
        } else if (value instanceof Matrix matrix) {
            matrices.put(name, columns(matrix));
        }
    }

    /** The reader frees its matrices when the file is closed. */
    private static double[][] columns(Matrix matrix) {
        double[][] columns = new double[matrix.getNumCols()][matrix.getNumRows()];
        for (int r = 0; r < columns.length; r++) {
            for (int i = 0; i < columns[r].length; i++) {
                columns[r][i] = matrix.getDouble(i, r);
            }
        }
        return columns;
    }

    private double[][] matrix(String name) {
        double[][] matrix = matrices.get(name);
        if (matrix == null || matrix.length == 0) {
            throw new InvalidProblem(file + ": no matrix " + name + "; there are " + matrices.keySet());
        }
        return matrix;
    }

    double number(String name) {
        return columns(name, 1, 1)[0][0];
    }

    /** The first columns of a matrix, each times a factor, [column][row]. */
    double[][] columns(String name, int count, double factor) {
        double[][] matrix = matrix(name);
        if (matrix.length < count) {
            throw new InvalidProblem(file + ": " + name + " has " + matrix.length + " columns, needed are " + count);
        }
        double[][] columns = new double[count][];
        Arrays.setAll(
                columns,
                r -> Arrays.stream(matrix[r]).map(value -> factor * value).toArray());
        return columns;
    }

    int columnCount(String name) {
        return matrix(name).length;
    }
}
