package org.ansatz.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.ansatz.tensor.io.Safetensors;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.Blas;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** Uses everything that must not load libtorch. */
public final class PlainArraysMain {
    private PlainArraysMain() {}

    public static void main(String[] arguments) throws IOException {
        JetBasis basis = JetBasis.of(1, List.of(MultiIndex.of(2)));
        MlpJetKernel.Worker worker = new MlpJetKernel(new MlpJetKernel.Shape(1, List.of(3), 1, false)).worker(basis);
        worker.setParameters(new double[10]);
        worker.forward(new double[worker.columns()]);
        double[] c = new double[1];
        Blas.gemm(false, false, 1, 1, 1, 1, new double[] {2}, 1, new double[] {3}, 1, 0, c, 1);
        Path file = Files.createTempFile("plain", ".npz");
        Npz.write(file, Map.of("a", NdArray.of(c)));
        Npz.read(file);
        Safetensors.write(file, Map.of("a", NdArray.of(c)), Map.of());
        Safetensors.read(file);
        Files.delete(file);
        RandomStream.seeded(1).normal(3);
        System.out.println("threads before " + ThreadPolicy.blas() + " of " + ThreadPolicy.cores());
        Blas.setThreads(1);
        System.out.println("threads after " + ThreadPolicy.blas());
        System.out.println("device " + Device.parse("cuda:1") + " type "
                + Engine.nativesFolder().isAbsolute());
    }
}
