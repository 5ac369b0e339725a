package org.ansatz.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A lifetime for native memory: closing a scope frees every tensor that its thread made while it was open, except those
 * {@link #keep kept}.
 *
 * <p>Tensors hold memory that the garbage collector does not see; every training step runs in a scope. Scopes nest like
 * blocks. A tensor made outside all scopes lives until it is closed or collected.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor loss = residual.square().mean();
 *     return scope.keep(loss);   // belongs to the enclosing scope from now on
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();
    // Explicitly closed tensors are dropped from the list once this many have gathered.
    private static final int COMPACTION = 1024;

    private final Scope parent;
    private final Thread thread = Thread.currentThread();
    private final List<Tensor> owned = new ArrayList<>();
    private int closedBefore;
    private boolean closed;

    private Scope(Scope parent) {
        this.parent = parent;
    }

    /** Opens a scope inside the thread's current one. */
    public static Scope open() {
        Scope scope = new Scope(CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /** Runs in a scope of its own. */
    public static void run(Runnable work) {
        Scope scope = open();
        try {
            work.run();
        } finally {
            scope.close();
        }
    }

    /** Computes in a scope of its own; only the result is kept. */
    public static Tensor compute(Supplier<Tensor> work) {
        Scope scope = open();
        try {
            return scope.keep(work.get());
        } finally {
            scope.close();
        }
    }

    /** The innermost open scope of this thread takes the tensor, if there is one. */
    static Scope own(Tensor tensor) {
        Scope scope = CURRENT.get();
        if (scope != null) {
            scope.owned.add(tensor);
        }
        return scope;
    }

    /** A tensor of this scope was closed by hand. */
    void forget() {
        closedBefore++;
        if (closedBefore >= COMPACTION && 2 * closedBefore > owned.size() && thread == Thread.currentThread()) {
            owned.removeIf(tensor -> tensor.isClosed() || tensor.scope() != this);
            closedBefore = 0;
        }
    }

    /**
     * Hands a tensor to the enclosing scope; if there is none, it lives until it is closed or collected. Tensors of other
     * scopes are left where they are.
     *
     * @return the tensor
     */
    public Tensor keep(Tensor tensor) {
        checkOpen();
        if (tensor.scope() == this) {
            tensor.moveTo(parent);
            if (parent != null) {
                parent.owned.add(tensor);
            }
        }
        return tensor;
    }

    /** Takes a tensor out of all scopes: it lives until it is closed or collected. For parameters. */
    public static Tensor release(Tensor tensor) {
        tensor.moveTo(null);
        return tensor;
    }

    /** Number of tensors that closing would free. */
    public int size() {
        return (int) owned.stream()
                .filter(tensor -> tensor.scope() == this && !tensor.isClosed())
                .count();
    }

    /**
     * Native memory that the scope's tensors hold, in bytes; what several views share counts once. Results of operations are
     * counted, what libtorch needs within one operation is not.
     */
    public long bytes() {
        Map<Long, Long> storages = new HashMap<>();
        owned.stream()
                .filter(tensor -> tensor.scope() == this && !tensor.isClosed())
                .forEach(tensor -> tensor.addStorage(storages));
        return storages.values().stream().mapToLong(Long::longValue).sum();
    }

    private void checkOpen() {
        if (thread != Thread.currentThread()) {
            throw new IllegalStateException("a scope belongs to the thread that opened it: " + thread.getName()
                    + ", not " + Thread.currentThread().getName());
        }
        if (closed) {
            throw new IllegalStateException("the scope is closed");
        }
    }

    /**
     * Frees what the scope owns. Closing a second time does nothing.
     *
     * @throws IllegalStateException from another thread, or while a scope inside is open
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        checkOpen();
        if (CURRENT.get() != this) {
            throw new IllegalStateException("a scope inside this one is still open");
        }
        if (parent == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(parent);
        }
        closed = true;
        for (int i = owned.size() - 1; i >= 0; i--) {
            Tensor tensor = owned.get(i);
            if (tensor.scope() == this) {
                tensor.free();
            }
        }
        owned.clear();
    }
}
