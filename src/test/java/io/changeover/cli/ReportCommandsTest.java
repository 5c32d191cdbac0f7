package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Reports on the command line. */
final class ReportCommandsTest extends CliTest {
    @Test
    void aReportIsJsonOrAFileInEachFormThatIsWanted() throws IOException {
        server.answer("GET /runs/shop-12/report", 200, "{\"rto\":\"PT4S\"}");
        Path page = folder.resolve("report.html");
        Path pdf = folder.resolve("report.pdf");

        assertThat(run("run", "report", "shop-12")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("{\"rto\":\"PT4S\"}");
        assertThat(run("run", "report", "shop-12", "--html", page.toString(), "--pdf", pdf.toString()))
                .isZero();
        assertThat(page).hasContent("{\"rto\":\"PT4S\"}");
        assertThat(pdf).hasContent("{\"rto\":\"PT4S\"}");
        assertThat(out()).isEmpty();
        assertThat(err()).contains("report of shop-12 written to " + page, "written to " + pdf);
    }

    @Test
    void theReviewAndTheDrillHaveReportsOfTheirOwn() throws IOException {
        server.answer("GET /runs/shop-12/incident", 200, "{\"a\":1}");
        server.answer("GET /runs/shop-12/drill-evidence", 200, "{\"b\":1}");

        assertThat(run("run", "report", "shop-12", "--incident")).isZero();
        assertThat(out()).contains("\"a\"");
        assertThat(run("run", "report", "shop-12", "--drill")).isZero();
        assertThat(out()).contains("\"b\"");
        assertThat(run("run", "report", "shop-12", "--drill", "--incident")).isEqualTo(Exit.USAGE);
    }

    @Test
    void whoMayNotSeeAReportIsToldWhyAndNoFileIsMade() throws IOException {
        server.answer(
                "GET /runs/shop-12/incident", 403, Samples.error(403, "refused", "that needs the group camunda-admin"));
        Path pdf = folder.resolve("incident.pdf");

        assertThat(run("run", "report", "shop-12", "--incident", "--pdf", pdf.toString()))
                .isEqualTo(Exit.REFUSED);
        assertThat(err()).contains("camunda-admin");
        assertThat(pdf).doesNotExist();
    }

    @Test
    void aPlanIsDefinedInAVersionOrTheNewest() throws IOException {
        server.answer("GET /plans/shop/definition", 200, "{\"version\":4}");
        server.answer("GET /plans/shop/definition?version=2", 200, "{\"version\":2}");

        assertThat(run("plan", "report", "shop")).isZero();
        assertThat(out()).contains("4");
        assertThat(run("plan", "report", "shop", "--plan-version", "2")).isZero();
        assertThat(out()).contains("2");
    }

    @Test
    void complianceIsAskedForByPlansAndDays() throws IOException {
        server.answer("GET /compliance", 200, "{\"all\":1}");
        server.answer("GET /compliance?plan=shop&plan=crm&from=2026-01-01&to=2026-03-31", 200, "{\"some\":1}");

        assertThat(run("compliance")).isZero();
        assertThat(out()).contains("all");
        assertThat(run("compliance", "--plan", "shop", "--plan", "crm", "--from", "2026-01-01", "--to", "2026-03-31"))
                .isZero();
        assertThat(out()).contains("some");
        assertThat(run("compliance", "--from", "yesterday")).isEqualTo(Exit.USAGE);
    }
}
