package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.ansatz.cli.Diagnosis.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the machine offers and what is wrong with it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Engine, threads, BLAS, device, memory: what was found and what to fix.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private OutputOptions output;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Finding> findings = Diagnosis.ofThisProcess();
        boolean broken = findings.stream().anyMatch(Finding::broken);
        if (output.json()) {
            ObjectNode root = new JsonMapper().createObjectNode();
            for (Finding finding : findings) {
                root.putObject(finding.subject()).put("found", finding.found()).put("fix", finding.fix());
            }
            console.out().println(root.toPrettyString());
            return broken ? ExitStatus.FAILED : ExitStatus.DONE;
        }
        for (Finding finding : findings) {
            console.out().printf("%-16s %s%n", finding.subject(), finding.found());
            if (finding.fix() != null) {
                console.out().printf("%-16s -> %s%n", "", finding.fix());
            }
        }
        return broken ? ExitStatus.FAILED : ExitStatus.DONE;
    }
}
