package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.StepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes sample reports into the folder given, for people who work on the page's looks. */
final class ReportPreview {
    private ReportPreview() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        ReportHtml html = new ReportHtml();
        RunReport skipped = SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300);
        Files.writeString(folder.resolve("report.html"), html.write(skipped));
        Files.writeString(folder.resolve("report.json"), new ReportJson().write(skipped));
        RunReport large = large().ended(RunOutcome.COMPLETED, 9_000);
        Files.writeString(folder.resolve("large.html"), html.write(large));
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
