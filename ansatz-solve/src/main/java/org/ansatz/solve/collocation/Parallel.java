package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that share out numbered tasks in fixed order, so that results do not depend on timing. */
final class Parallel implements AutoCloseable {
    /** One task on one thread. */
    interface Task {
        void run(int thread, int index);
    }

    private final int threads;
    private final ExecutorService pool;

    Parallel(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), runnable -> {
            Thread thread = new Thread(runnable, "ansatz-tile");
            thread.setDaemon(true);
            return thread;
        });
    }

    int threads() {
        return threads;
    }

    void run(int tasks, Task task) {
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
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
