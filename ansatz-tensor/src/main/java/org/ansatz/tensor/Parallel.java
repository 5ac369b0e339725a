package org.ansatz.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that share out numbered tasks in fixed order, so that results do not depend on timing. */
public final class Parallel implements AutoCloseable {
    /** One task on one thread. */
    @FunctionalInterface
    public interface Task {
        void run(int thread, int index);
    }

    private final int threads;
    private final ExecutorService pool;

    /**
     * Starts the threads; one of them is the caller's own.
     *
     * @throws IllegalArgumentException if there is to be no thread
     */
    public Parallel(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, given " + threads);
        }
        this.threads = threads;
        pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), runnable -> {
            Thread thread = new Thread(runnable, "ansatz-parallel");
            thread.setDaemon(true);
            return thread;
        });
    }

    public int threads() {
        return threads;
    }

    /**
     * Runs the tasks and waits for all; thread {@code t} takes those of numbers {@code t}, {@code t + threads} and so on.
     *
     * @throws RuntimeException the first failure of a task
     */
    public void run(int tasks, Task task) {
        int used = Math.min(threads, tasks);
        List<Future<?>> others = new ArrayList<>();
        for (int thread = 1; thread < used; thread++) {
            int mine = thread;
            others.add(pool.submit(() -> {
                for (int i = mine; i < tasks; i += used) {
                    task.run(mine, i);
                }
            }));
        }
        for (int i = 0; i < tasks; i += used) {
            task.run(0, i);
        }
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while computing", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
