package org.ansatz.dynamics.learning;

import java.util.List;

/** Systems to learn from, and one of another kind to be tested on. */
public record LeaveOneOut(List<PhaseSystem> training, PhaseSystem heldOut) {
    /** @throws IllegalArgumentException if the held-out system is among those of training, or there are none */
    public LeaveOneOut {
        training = List.copyOf(training);
        if (training.isEmpty()) {
            throw new IllegalArgumentException("needs one system or more to learn from");
        }
        for (PhaseSystem system : training) {
            if (system.name().equals(heldOut.name())) {
                throw new IllegalArgumentException("the held-out system " + heldOut.name() + " is also trained on: "
                        + training.stream().map(PhaseSystem::name).toList());
            }
        }
    }

    /**
     * All but one.
     *
     * @throws IllegalArgumentException for names that the {@link SystemLibrary} does not know
     */
    public static LeaveOneOut of(List<String> names, String heldOut) {
        return new LeaveOneOut(
                names.stream()
                        .filter(name -> !name.equals(heldOut))
                        .map(SystemLibrary::get)
                        .toList(),
                SystemLibrary.get(heldOut));
    }
}
