package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ansatz.tensor.kernel.Blas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EngineTest {
    @Test
    void tensorsRunWithAllCoresForLibtorchAndOneForOpenBlas() throws InterruptedException {
        Engine.load();
        assertThat(ThreadPolicy.blas()).isEqualTo(1);
        assertThat(Engine.threads()).isEqualTo(ThreadPolicy.cores());
        AtomicInteger elsewhere = new AtomicInteger();
        Thread thread = new Thread(() -> elsewhere.set(100 * Engine.threads() + ThreadPolicy.blas()));
        thread.start();
        thread.join();
        assertThat(elsewhere.get()).isEqualTo(100 * ThreadPolicy.cores() + 1);
    }

    @Test
    void theCountHoldsThroughMatrixProductsAndFactorisations() {
        Scope.run(() -> {
            Tensor a = Tensor.randn(RandomStream.seeded(1), 300, 300);
            Linalg.eigh(a.matmul(a.mT()));
            Linalg.solve(a, a);
        });
        assertThat(ThreadPolicy.blas()).isEqualTo(1);
        assertThat(Engine.threads()).isEqualTo(ThreadPolicy.cores());
    }

    @Test
    void largeWorkMayHaveMoreThreadsForItsTime() {
        Engine.load();
        assertThat(ThreadPolicy.withBlas(2, ThreadPolicy::blas)).isEqualTo(2);
        assertThat(ThreadPolicy.blas()).isEqualTo(1);
        assertThatThrownBy(() -> ThreadPolicy.withBlas(2, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(ThreadPolicy.blas()).isEqualTo(1);
    }

    @Test
    void arraysAndTensorsShareOneCount() {
        Engine.load();
        Blas.setThreads(2);
        assertThat(ThreadPolicy.blas()).isEqualTo(2);
        assertThat(Engine.describe().blasThreads()).isEqualTo(2);
        ThreadPolicy.setBlas(1);
        assertThatThrownBy(() -> ThreadPolicy.setBlas(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threadsOfLibtorchCanBeSet() {
        int before = Engine.threads();
        Engine.setThreads(1);
        assertThat(Engine.threads()).isEqualTo(1);
        Engine.setThreads(before);
        assertThatThrownBy(() -> Engine.setThreads(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDescriptionHasWhatADoctorNeeds() {
        Engine.Description found = Engine.describe();
        assertThat(found.libtorch()).isEqualTo("2.10.0");
        assertThat(found.devices()).startsWith(Device.CPU);
        assertThat(found.nativesFolder()).isDirectory();
        assertThat(Engine.nativesUnpacked()).isTrue();
        assertThat(found.toString()).contains("libtorch 2.10.0", "OpenBLAS", "cpu");
        assertThat(Engine.isAvailable(Device.CPU)).isTrue();
    }

    @Test
    void plainArraysDoNotLoadLibtorch() throws IOException, InterruptedException {
        String output =
                ChildJvm.run(PlainArraysMain.class, "-Xlog:class+load", "--add-modules", "jdk.incubator.vector");
        assertThat(output)
                .contains("org.bytedeco.openblas.global.openblas")
                .doesNotContain("org.bytedeco.pytorch.global.torch ")
                .contains("threads before " + ThreadPolicy.cores() + " of " + ThreadPolicy.cores())
                .contains("threads after 1")
                .contains("device cuda:1 type true");
    }

    /** Resident size is read from the proc file system. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlatOverTenThousandSteps() throws IOException, InterruptedException {
        // The optimising compiler's own memory grows by up to 8 % while it warms up; it is not what is measured here.
        String output = ChildJvm.run(
                SoakMain.class,
                "-Xms64m",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1");
        Matcher sizes = Pattern.compile("resident (\\d+)\\s+resident (\\d+)").matcher(output);
        assertThat(sizes.find()).as(output).isTrue();
        double early = Double.parseDouble(sizes.group(1));
        double late = Double.parseDouble(sizes.group(2));
        assertThat(late / early)
                .as("%s KiB after 1,000 steps, %s after 10,000", early, late)
                .isBetween(0.97, 1.03);
    }
}
