package io.changeover.runbook.lint;

import io.changeover.domain.run.RunType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.Process;

/** One executable process per file, with an id of its own, a version, a time to live, and a purpose. */
final class ProcessRule implements Rule {
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?");
    private static final List<String> RUN_TYPES =
            Arrays.stream(RunType.values()).map(RunType::wireName).toList();

    @Override
    public void check(RunbookFile file, RunbookSet set, Consumer<Finding> findings) {
        if (file.processes().size() != 1) {
            String message = "a file holds exactly one process, found %d"
                    .formatted(file.processes().size());
            findings.accept(new Finding(file.name(), "definitions", "ONE_PROCESS", message));
        }
        file.processes().forEach(process -> check(file, process, findings));
    }

    private static void check(RunbookFile file, Process process, Consumer<Finding> findings) {
        if (process.getId() == null || process.getId().isBlank()) {
            findings.accept(file.finding(process, "PROCESS_ID", "the process has no id"));
        }
        if (!process.isExecutable()) {
            findings.accept(file.finding(process, "EXECUTABLE", "isExecutable must be true, found false or nothing"));
        }
        String timeToLive = process.getCamundaHistoryTimeToLiveString();
        if (timeToLive == null || timeToLive.isBlank()) {
            findings.accept(file.finding(process, "TIME_TO_LIVE", "camunda:historyTimeToLive is not set"));
        }
        String version = process.getCamundaVersionTag();
        if (version == null || !VERSION.matcher(version).matches()) {
            String message = "camunda:versionTag must be a version such as 1.0.0, found %s".formatted(version);
            findings.accept(file.finding(process, "VERSION_TAG", message));
        }
        purpose(process).ifPresent(message -> findings.accept(file.finding(process, "RUN_TYPE", message)));
    }

    private static Optional<String> purpose(Process process) {
        Optional<String> runType = RunbookFile.property(process, "runType");
        if (runType.isPresent()) {
            return RUN_TYPES.contains(runType.get())
                    ? Optional.empty()
                    : Optional.of("property runType must be one of %s, found %s".formatted(RUN_TYPES, runType.get()));
        }
        boolean block =
                RunbookFile.property(process, "block").filter("true"::equals).isPresent();
        return block
                ? Optional.empty()
                : Optional.of("a runbook has the property runType, one of %s; a block has the property block, true"
                        .formatted(RUN_TYPES));
    }
}
