package org.ansatz.learn.train;

import java.util.Locale;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;

/** A bar on standard error with the loss terms; the bar itself estimates the time left. */
public final class ProgressBarListener implements TrainingListener, AutoCloseable {
    private static final int REFRESH = 50;
    private final ProgressBar bar;

    public ProgressBarListener(String task, long steps) {
        bar = new ProgressBar(task, steps);
    }

    @Override
    public void onStep(Progress progress) {
        if (progress.step() % REFRESH == 0 || progress.step() == progress.steps()) {
            bar.setExtraMessage(progress.losses().entrySet().stream()
                    .map(e -> String.format(Locale.ROOT, "%s %.2e", e.getKey(), e.getValue()))
                    .collect(Collectors.joining(", ")));
            bar.stepTo(progress.step());
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
