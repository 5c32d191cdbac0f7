package io.changeover.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.StepState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

class DashboardTest {
    private static final Instant NOW = Instant.parse("2026-03-14T03:17:45Z");

    private final SampleDashboard sample = new SampleDashboard(NOW);
    private final MockMvc pages = MockMvcBuilders.standaloneSetup(
                    new OverviewController(sample),
                    new RunPageController(sample, Clock.fixed(NOW, ZoneOffset.UTC)),
                    new ActionController(sample))
            .setControllerAdvice(new PageFrame(
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    new StaticListableBeanFactory().getBeanProvider(RequestMappingHandlerMapping.class)))
            .setViewResolvers(templates())
            .build();

    private static ThymeleafViewResolver templates() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        return views;
    }

    private String page(String path) throws Exception {
        return pages.perform(get(path).requestAttr("_csrf", new DefaultCsrfToken("X-CSRF", "_csrf", "token-1")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void overviewShowsStateSitesEpochAndWhoMustDecide() throws Exception {
        assertThat(page("/"))
                .contains("Moves from fra to ams, past the point of no return.")
                .contains("shop-12: switchover", "Check application health", "dr-approvers", "1 min ago")
                .contains("2026-03-14 03:12:45.000 UTC")
                .contains("The lag of dataset mail cannot be read: wanted a number, found nothing.");
    }

    @Test
    void overviewSaysOfEveryPlanWhetherItIsReadyAndIfNotWhy() throws Exception {
        assertThat(page("/"))
                .contains("Failback ams → fra", "Switchover fra → ams: 2 reasons")
                .contains("No approver is known in group dr-approvers.")
                .contains("href=\"/plans/billing\"");
    }

    @Test
    void noPageIsFetchedForALookThatFoundNothingNew() throws Exception {
        for (String file : List.of("overview", "plan", "alarms", "approvals")) {
            String page = Files.readString(Path.of("src/main/resources/templates/%s.html".formatted(file)));
            assertThat(page.lines().filter(line -> line.contains("data-events=")))
                    .as(file)
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".* data-parts=\"(?!watch)(?!.* watch)[a-z ]+\".*"));
        }
    }

    @Test
    void partsThatAreFetchedAgainAreNoWholePages() throws Exception {
        assertThat(page("/overview/live")).contains("hx-get=\"/overview/live\"").doesNotContain("<html");
        assertThat(page("/runs/shop-12/live"))
                .contains("hx-get=\"/runs/shop-12/live\"", "hx-swap-oob=\"true\"", "shop-4")
                .doesNotContain("<html", "<form");
    }

    @Test
    void runShowsFailedOperationFirstAndWhatIsToCome() throws Exception {
        String run = page("/runs/shop-12");
        assertThat(run)
                .containsOnlyOnce("<h1")
                .contains("wanted 200, found 503", "tried 9 times", "Switch routes", "to come", "1 failed, 5 done")
                .contains("/api/v1/runs/shop-12/report?format=html")
                .doesNotContain("hx-swap-oob", " th:");
        String step = run.substring(run.indexOf("id=\"step-6\""));
        assertThat(step.indexOf(">shop-4<")).isPositive().isLessThan(step.indexOf(">shop-1<"));
    }

    @Test
    void everyFormCarriesTheCsrfToken() throws Exception {
        for (String path : List.of("/", "/runs/shop-12")) {
            String[] forms = page(path).split("<form ");
            assertThat(forms).hasSizeGreaterThan(1);
            assertThat(List.of(forms).subList(1, forms.length))
                    .allSatisfy(form -> assertThat(form).containsOnlyOnce("name=\"_csrf\" value=\"token-1\""));
        }
    }

    @Test
    void valuesAreEscaped() throws Exception {
        assertThat(page("/runs/shop-12")).contains("hall 2 &lt;fra&gt;").doesNotContain("<status>");
    }

    @Test
    void actionsThatHaveNotChangedLeaveThePageAlone() throws Exception {
        String seen = sample.page("shop-12").orElseThrow().actionsVersion();
        assertThat(page("/runs/shop-12")).contains("seen=" + seen);
        pages.perform(get("/runs/shop-12/actions").param("seen", seen)).andExpect(status().isNoContent());
        assertThat(page("/runs/shop-12/actions?seen=other"))
                .contains("Skip and go on")
                .doesNotContain("<html");
    }

    @Test
    void onlyChoicesThatNeedAReasonDemandOne() throws Exception {
        Matcher buttons = Pattern.compile("<button name=\"choice\"[^>]*>").matcher(page("/runs/shop-12"));
        assertThat(buttons.results().map(found -> found.group()))
                .hasSize(3)
                .satisfiesExactly(
                        retry -> assertThat(retry).contains("retry", "formnovalidate"),
                        skip -> assertThat(skip).contains("skip").doesNotContain("formnovalidate"),
                        abort -> assertThat(abort).contains("abort").doesNotContain("formnovalidate"));
    }

    @Test
    void formsDoWhatTheySay() throws Exception {
        pages.perform(post("/runs/shop-12/decisions/task-2")
                        .param("choice", "skip")
                        .param("reason", " cold cache "))
                .andExpect(redirectedUrl("/runs/shop-12"))
                .andExpect(flash().attribute("notice", "Your decision is recorded."));
        for (String verb : List.of("abort", "pause", "resume")) {
            pages.perform(post("/runs/shop-12/" + verb).param("reason", "r")).andExpect(redirectedUrl("/runs/shop-12"));
        }
        pages.perform(post("/runs/shop-12/steps/6/cancel").param("reason", "r"))
                .andExpect(redirectedUrl("/runs/shop-12"));
        pages.perform(post("/start")
                        .param("runbook", "failback")
                        .param("plan", "billing")
                        .param("reason", "back")
                        .param("dryRun", "true"))
                .andExpect(redirectedUrl("/runs/billing-5"));
        assertThat(sample.asked)
                .containsExactly(
                        "decide task-2 skip cold cache",
                        "abort shop-12 r",
                        "pause shop-12 r",
                        "resume shop-12 r",
                        "cancel shop-12 6 r",
                        "start Wanted[runbook=failback, plan=billing, reason=back, dryRun=true, hold=false]");
    }

    @Test
    void aVerbThatMayNotBeUsedNowIsADisabledButtonThatSaysWhy() throws Exception {
        String page = page("/runs/shop-12");
        assertThat(page)
                .contains("action=\"/runs/shop-12/pause\"", "action=\"/runs/shop-12/steps/6/cancel\"")
                .contains("<button type=\"button\" disabled aria-describedby=\"why-not-resume\">Resume the run…")
                .contains("run shop-12 is not &lt;paused&gt;")
                .doesNotContain("action=\"/runs/shop-12/resume\"");
    }

    @Test
    void anAnswerThatCannotBeGivenNowIsADisabledButtonThatSaysWhy() throws Exception {
        sample.choiceRefusal = "run shop-12 is paused; resume it first";

        String page = page("/runs/shop-12");

        assertThat(page).containsOnlyOnce("Not now: run shop-12 is paused; resume it first.");
        assertThat(Pattern.compile("<button name=\"choice\"[^>]*>")
                        .matcher(page)
                        .results())
                .hasSize(3)
                .allSatisfy(button -> assertThat(button.group()).contains("disabled"));
    }

    @Test
    void refusalIsToldInAllItsSentences() throws Exception {
        sample.blockers = List.of(new Blocker("A", "Plan shop is held by run shop-12."), new Blocker("B", "No lag."));
        pages.perform(post("/runs/shop-12/abort").param("reason", "r"))
                .andExpect(flash().attribute("refusals", List.of("Plan shop is held by run shop-12.", "No lag.")));
        String page = pages.perform(get("/runs/shop-12").flashAttr("refusals", List.of("No lag <now>.")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("No lag &lt;now&gt;.");
    }

    @Test
    void unknownRunIsNotFound() throws Exception {
        pages.perform(get("/runs/shop-99")).andExpect(status().isNotFound());
    }

    @Test
    void scriptThatPagesNameIsOnTheClassPath() throws Exception {
        Matcher script = Pattern.compile("src=\"(/webjars/[^\"]+)\"").matcher(page("/"));
        assertThat(script.find()).isTrue();
        assertThat(getClass().getResource("/META-INF/resources" + script.group(1)))
                .isNotNull();
        assertThat(page("/")).doesNotContain("https://");
    }

    @Test
    void stepListsAtMostFortyOperationsAndFailuresFirst() {
        List<OperationView> many = IntStream.range(0, 2_000)
                .mapToObj(i -> new OperationView(
                        "stop-" + i,
                        "STOP",
                        "app-" + i,
                        "fra",
                        null,
                        i == 1_999 ? OperationState.FAILED : OperationState.DONE,
                        null,
                        null,
                        1,
                        NOW,
                        NOW))
                .toList();
        StepView step = new StepView(1, "Stop", null, StepState.DECIDING, NOW, null, many);
        assertThat(step.listed())
                .hasSize(40)
                .first()
                .extracting(OperationView::target)
                .isEqualTo("app-1999");
        assertThat(step.unlisted()).isEqualTo(1_960);
        assertThat(step.tally()).isEqualTo("1 failed, 1999 done");
    }
}
