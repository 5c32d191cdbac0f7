package io.changeover.runbook.lint;

import io.changeover.connector.spi.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.ModelException;

/**
 * Judges runbooks without running them: conventions, no code, and the order of what is dangerous. Needs no engine, so
 * the same judgement holds on the command line, in tests and at deployment. Thread-safe.
 */
public final class RunbookLint {
    private static final List<Rule> RULES =
            List.of(new ProcessRule(), new ElementRule(), new DecisionRule(), new CallRule(), new ShapeRule());

    /** The beans whose methods a diagram may call: in what order the groups go, and when a drill ends by itself. */
    public static final Set<String> CALLABLE = Set.of("groups", "drill");

    private final CodeRules code;
    private final List<Rule> rules;

    /** With the built-in catalogue and no listeners; settings of connectors are not judged. */
    public RunbookLint() {
        this(new CodeRules(Set.of(), CALLABLE), List.of());
    }

    /** With the built-in catalogue, no listeners, and the settings of these connectors. */
    public RunbookLint(Collection<Descriptor> connectors) {
        this(new CodeRules(Set.of(), CALLABLE), connectors);
    }

    /** @param connectors those that a step may name by itself; with none of them their settings are not judged */
    public RunbookLint(CodeRules code, Collection<Descriptor> connectors) {
        this.code = code;
        this.rules = Stream.concat(RULES.stream(), Stream.of(new FreeStepRule(connectors)))
                .toList();
    }

    /** Whether the engine takes a file of this name for a diagram. */
    public static boolean isDiagram(String name) {
        return name.endsWith(".bpmn") || name.endsWith("bpmn20.xml");
    }

    /**
     * All findings about all diagrams in a folder and below it, named relative to it.
     *
     * @throws IOException if the folder or a file cannot be read
     */
    public List<Finding> check(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (isDiagram(name)) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
        return check(files);
    }

    /** All findings about a set of files that belong together; empty if there is nothing to say. */
    public List<Finding> check(Map<String, byte[]> files) {
        Set<Finding> findings = new LinkedHashSet<>();
        List<RunbookFile> readable = new ArrayList<>();
        new TreeMap<>(files).forEach((name, content) -> {
            try {
                readable.add(RunbookFile.read(name, content));
            } catch (ModelException notBpmn) {
                findings.add(new Finding(name, "definitions", "NOT_BPMN", reason(notBpmn)));
            }
        });
        RunbookSet set = new RunbookSet(readable);
        findings.addAll(set.clashes());
        for (RunbookFile file : set.files()) {
            rules.forEach(rule -> rule.check(file, set, findings::add));
            code.check(
                    file.root(),
                    (node, element, rule, message) -> findings.add(new Finding(file.name(), element, rule, message)));
        }
        new OrderRules(set).check(findings::add);
        return List.copyOf(findings);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "must be BPMN 2.0, but: " + cause.getMessage();
    }
}
