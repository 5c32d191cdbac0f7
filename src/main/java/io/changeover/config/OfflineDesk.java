package io.changeover.config;

import io.changeover.api.RunbookViews;
import io.changeover.api.model.RunbookFindingView;
import io.changeover.api.model.RunbookTestView;
import io.changeover.cli.OfflineRunbooks;
import io.changeover.runbook.deploy.RunbookDesk;
import io.changeover.runbook.lint.RunbookLint;
import io.changeover.runbook.trial.RunbookTrial;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.logging.LoggingSystem;

/** Judges and tries out runbooks for the command line, by the server's own rules and without a server. */
public final class OfflineDesk implements OfflineRunbooks {
    @Override
    public List<RunbookFindingView> lint(Map<String, String> files) {
        return RunbookViews.findings(RunbookDesk.lint(new RunbookLint(Connectors.descriptors()), files));
    }

    @Override
    public List<String> runbooks(Map<String, String> files) {
        return new RunbookTrial(files).runbooks();
    }

    /** The engine would write its log to the output of the command. */
    @Override
    public List<RunbookTestView> test(
            Map<String, String> files, List<String> runbooks, Map<String, Set<String>> chosen) {
        LoggingSystem.get(OfflineDesk.class.getClassLoader()).beforeInitialize();
        return new RunbookTrial(files)
                .run(runbooks, chosen).stream().map(RunbookViews::report).toList();
    }
}
