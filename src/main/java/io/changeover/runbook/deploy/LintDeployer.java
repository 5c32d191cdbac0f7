package io.changeover.runbook.deploy;

import io.changeover.runbook.lint.Finding;
import io.changeover.runbook.lint.RunbookLint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;

/**
 * Judges all diagrams of a new deployment together, before any is parsed; nothing of it is deployed if there is a
 * finding. Deployments that are only loaded again are left alone: a run must be able to end on the rules it began with.
 */
final class LintDeployer implements Deployer {
    private final RunbookLint lint;

    LintDeployer(RunbookLint lint) {
        this.lint = lint;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Map<String, byte[]> files = new TreeMap<>();
        deployment.getResources().forEach((name, resource) -> {
            if (RunbookLint.isDiagram(name)) {
                files.put(name, resource.getBytes());
            }
        });
        List<Finding> findings = lint.check(files);
        if (!findings.isEmpty()) {
            throw new RefusedDeployment(findings);
        }
    }

    /** All findings at once; the REST door answers it with 400 and one problem per finding. */
    private static final class RefusedDeployment extends ParseException {
        RefusedDeployment(List<Finding> findings) {
            super(
                    text(findings),
                    findings.get(0).file(),
                    problems(findings, findings.get(0).file()),
                    List.of());
            findings.stream()
                    .map(Finding::file)
                    .distinct()
                    .skip(1)
                    .forEach(file ->
                            resorceReports.add(new ResourceReportImpl(file, problems(findings, file), List.of())));
        }

        private static String text(List<Finding> findings) {
            return findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
        }

        private static List<Problem> problems(List<Finding> findings, String file) {
            return findings.stream()
                    .filter(finding -> finding.file().equals(file))
                    .map(finding -> (Problem) new FindingProblem(finding))
                    .toList();
        }
    }

    private record FindingProblem(Finding finding) implements Problem {
        @Override
        public String getMessage() {
            return finding.rule() + ": " + finding.message();
        }

        @Override
        public int getLine() {
            return 0;
        }

        @Override
        public int getColumn() {
            return 0;
        }

        @Override
        public String getMainElementId() {
            return finding.element();
        }

        @Override
        public List<String> getElementIds() {
            return List.of(finding.element());
        }
    }
}
