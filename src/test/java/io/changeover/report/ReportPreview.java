package io.changeover.report;

import io.changeover.config.Connectors;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import io.changeover.planfile.PlanReader;
import io.changeover.report.paper.Draft;
import io.changeover.report.paper.Form;
import io.changeover.report.paper.Press;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes sample reports in every form into the folder given, for people who work on their looks. */
final class ReportPreview {
    private final Press press = new Press();
    private final ReportHtml html = new ReportHtml();
    private final Path folder;

    private ReportPreview(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        ReportPreview preview = new ReportPreview(Path.of(arguments[0]));
        preview.run("success", SampleStories.success());
        preview.run("skipped", SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300));
        preview.run("aborted", SampleStories.abort());
        preview.run("lossy", SampleStories.lossy());
        preview.run("large", large().ended(RunOutcome.COMPLETED, 9_000));
        preview.drill();
        preview.definition();
        preview.compliance();
    }

    private void run(String name, RunReport report) throws IOException {
        print(new Draft(
                name,
                report,
                () -> new RunPaper(report).write(),
                () -> RunSheet.of(report),
                Optional.of(() -> html.write(report))));
        IncidentPaper incident = new IncidentPaper(report, Incidents.of(report));
        print(new Draft(name + "-incident", Incidents.of(report), incident::write, incident::sheet));
    }

    private void drill() throws IOException {
        SampleRun records = SampleStories.drill();
        RunReport report = records.ended(RunType.DRILL, RunOutcome.COMPLETED, 900);
        Run run = records.run(
                RunType.DRILL, RunState.ENDED, Optional.of(RunOutcome.COMPLETED), Optional.of(SampleRun.at(900)));
        DrillEvidence evidence = DrillProofs.of(report, report.drill(), records.plan(), List.of(run));
        DrillPaper paper = new DrillPaper(report, evidence);
        print(new Draft("drill", evidence, paper::write, paper::sheet));
    }

    private void definition() throws IOException {
        ProtectionPlan plan = new PlanReader(Connectors.descriptors())
                .read(Files.readString(Path.of("docs/examples/shop.yaml")))
                .plan()
                .orElseThrow();
        PlanDefinition definition = new PlanDefinition(
                "shop",
                2,
                2,
                "olga",
                SampleRun.START,
                PlanState.ACTIVE,
                "fra",
                "fra",
                plan.objectives().rpo(),
                plan.objectives().rto(),
                PlanRules.of(plan),
                PlanParts.of(plan),
                List.of());
        DefinitionPaper paper = new DefinitionPaper(definition);
        print(new Draft("definition", definition, paper::write, paper::sheet));
    }

    private void compliance() throws IOException {
        Compliance compliance = SampleDossier.judged(SampleDossier.troubled(), SampleDossier.calm());
        CompliancePaper paper = new CompliancePaper(compliance);
        print(new Draft("compliance", compliance, paper::write, paper::sheet));
    }

    private void print(Draft draft) throws IOException {
        for (Form form : Form.values()) {
            long began = System.nanoTime();
            byte[] body = press.print(draft, form).body();
            Files.write(folder.resolve(draft.name() + "." + form.ending()), body);
            System.out.printf(
                    "%s.%s: %d bytes, %d ms%n",
                    draft.name(), form.ending(), body.length, (System.nanoTime() - began) / 1_000_000);
        }
    }

    static SampleRun large() {
        SampleRun run = new SampleRun().step("Stop application", StepState.DONE, 10, 5_000);
        for (int i = 0; i < 2_000; i++) {
            OperationState state = i == 700 ? OperationState.SKIPPED : OperationState.DONE;
            run.operation(Operation.STOP, "app-" + i, "fra", state, 20 + i, 900 + i + i % 7 * 200);
        }
        return run.step("Start application", StepState.DONE, 5_010, 8_990)
                .operation(Operation.START, "app-1", "ams", OperationState.DONE, 5_020, 8_980);
    }
}
