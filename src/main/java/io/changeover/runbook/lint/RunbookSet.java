package io.changeover.runbook.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;

/** The files that are deployed together; call activities find their blocks among them. */
final class RunbookSet {
    /** A process and the file it is in. */
    record Member(RunbookFile file, Process process) {}

    private final List<RunbookFile> files;
    private final Map<String, Member> byId = new LinkedHashMap<>();
    private final List<Finding> clashes = new ArrayList<>();

    RunbookSet(List<RunbookFile> files) {
        this.files = List.copyOf(files);
        files.forEach(file -> file.processes().forEach(process -> add(new Member(file, process))));
    }

    private void add(Member member) {
        Process process = member.process();
        if (process.getId() == null) {
            return;
        }
        Member other = byId.putIfAbsent(process.getId(), member);
        if (other != null) {
            String message = "process id %s is already used in %s"
                    .formatted(process.getId(), other.file().name());
            clashes.add(member.file().finding(process, "PROCESS_ID", message));
        }
    }

    List<RunbookFile> files() {
        return files;
    }

    /** Findings about ids used twice. */
    List<Finding> clashes() {
        return clashes;
    }

    Optional<Member> process(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Member> members() {
        return List.copyOf(byId.values());
    }

    /** The processes that begin on their own: runbooks, and whatever nothing in the set calls. */
    List<Member> roots() {
        List<String> called = files.stream()
                .flatMap(file -> file.model().getModelElementsByType(CallActivity.class).stream())
                .map(CallActivity::getCalledElement)
                .toList();
        return members().stream()
                .filter(member -> isRunbook(member.process())
                        || !called.contains(member.process().getId()))
                .toList();
    }

    /** Whether calling a process gets, through whatever calls, to a process of this file. */
    boolean leadsTo(String called, RunbookFile file) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(called));
        while (!next.isEmpty()) {
            Optional<Member> member = process(next.remove());
            if (member.isPresent() && seen.add(member.get().process().getId())) {
                if (member.get().file() == file) {
                    return true;
                }
                member.get().file().model().getModelElementsByType(CallActivity.class).stream()
                        .map(CallActivity::getCalledElement)
                        .filter(Objects::nonNull)
                        .forEach(next::add);
            }
        }
        return false;
    }

    static boolean isRunbook(Process process) {
        return RunbookFile.property(process, "runType").isPresent();
    }
}
