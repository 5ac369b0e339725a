package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void closingFreesAllButWhatIsKept() {
        Tensor lost;
        Tensor kept;
        try (Scope scope = Scope.open()) {
            lost = Tensor.ones(2);
            kept = scope.keep(lost.add(1.0));
            assertThat(scope.size()).isEqualTo(1);
        }
        assertThat(lost.isClosed()).isTrue();
        assertThat(kept.sum().item()).isEqualTo(4);
        assertThatThrownBy(lost::sum)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the scope that made it has ended");
        assertThat(lost.toString()).isEqualTo("Tensor (closed)");
        kept.close();
        kept.close();
        assertThat(kept.isClosed()).isTrue();
    }

    @Test
    void keptTensorsBelongToTheEnclosingScope() {
        Tensor inner;
        try (Scope outer = Scope.open()) {
            inner = Scope.compute(() -> Tensor.ones(3).mul(2.0));
            assertThat(outer.size()).isEqualTo(1);
            assertThat(inner.sum().item()).isEqualTo(6);
        }
        assertThat(inner.isClosed()).isTrue();
    }

    @Test
    void releasedTensorsOutliveAllScopes() {
        Tensor parameter;
        try (Scope outer = Scope.open()) {
            try (Scope inner = Scope.open()) {
                parameter = Scope.release(Tensor.ones(1));
                assertThat(inner.size()).isZero();
            }
            assertThat(outer.size()).isZero();
        }
        assertThat(parameter.item()).isOne();
        parameter.close();
    }

    @Test
    void viewsKeepMemoryAliveThatTheyShow() {
        Tensor view = Scope.compute(() -> Tensor.arange(6).reshape(2, 3).select(0, 1));
        assertThat(view.toLongs()).containsExactly(3, 4, 5);
        view.close();
    }

    @Test
    void scopesCloseFromTheInside() {
        Scope outer = Scope.open();
        Scope inner = Scope.open();
        assertThatThrownBy(outer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a scope inside this one is still open");
        inner.close();
        outer.close();
        outer.close();
        assertThatThrownBy(() -> outer.keep(Tensor.scalar(1))).hasMessage("the scope is closed");
    }

    @Test
    void aFailureInsideClosesTheScope() {
        AtomicReference<Tensor> made = new AtomicReference<>();
        assertThatThrownBy(() -> Scope.run(() -> {
                    made.set(Tensor.ones(2));
                    made.get().add(Tensor.ones(3));
                }))
                .isInstanceOf(ShapeMismatch.class);
        assertThat(made.get().isClosed()).isTrue();
    }

    @Test
    void scopesOfThreadsAreSeparate() throws InterruptedException {
        AtomicReference<Tensor> elsewhere = new AtomicReference<>();
        AtomicReference<Throwable> refused = new AtomicReference<>();
        try (Scope scope = Scope.open()) {
            Thread thread = new Thread(() -> {
                elsewhere.set(Tensor.ones(1));
                try {
                    scope.keep(elsewhere.get());
                } catch (IllegalStateException expected) {
                    refused.set(expected);
                }
            });
            thread.start();
            thread.join();
            assertThat(scope.size()).isZero();
        }
        assertThat(refused.get()).hasMessageStartingWith("a scope belongs to the thread that opened it");
        assertThat(elsewhere.get().item()).isOne();
        elsewhere.get().close();
    }

    @Test
    void explicitlyClosedTensorsDoNotGatherInALongScope() throws ReflectiveOperationException {
        try (Scope scope = Scope.open()) {
            Tensor last = Tensor.scalar(1);
            for (int i = 0; i < 5000; i++) {
                Tensor next = last.mul(1.0);
                last.close();
                last = next;
            }
            java.lang.reflect.Field owned = Scope.class.getDeclaredField("owned");
            owned.setAccessible(true);
            assertThat((java.util.List<?>) owned.get(scope)).hasSizeLessThan(3000);
            assertThat(scope.size()).isEqualTo(1);
        }
    }

    @Test
    void viewsShareTheMemoryThatAScopeCounts() {
        Scope.run(() -> {
            Scope scope = Scope.open();
            Tensor a = Tensor.zeros(10, 20);
            a.reshape(200).narrow(0, 5, 7);
            assertThat(scope.bytes()).isEqualTo(1600);
            Tensor b = a.to(DType.FLOAT32);
            assertThat(scope.bytes()).isEqualTo(2400);
            scope.keep(b);
            assertThat(scope.bytes()).isEqualTo(1600);
            scope.close();
        });
    }
}
