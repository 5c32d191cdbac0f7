package io.changeover.config;

import io.changeover.application.AbortRun;
import io.changeover.application.Announce;
import io.changeover.application.ApplyDecision;
import io.changeover.application.ApplyPlan;
import io.changeover.application.Approvals;
import io.changeover.application.Changes;
import io.changeover.application.ChooseSite;
import io.changeover.application.CloseStep;
import io.changeover.application.ComparePlans;
import io.changeover.application.ConnectCheck;
import io.changeover.application.Decisions;
import io.changeover.application.Drills;
import io.changeover.application.EndRun;
import io.changeover.application.Evidence;
import io.changeover.application.FanOut;
import io.changeover.application.Forecast;
import io.changeover.application.GoUnplanned;
import io.changeover.application.Holds;
import io.changeover.application.JudgeRoles;
import io.changeover.application.LostSource;
import io.changeover.application.OpenFreeStep;
import io.changeover.application.OpenStep;
import io.changeover.application.PlanWindow;
import io.changeover.application.Plans;
import io.changeover.application.PointOfNoReturn;
import io.changeover.application.PromotionEvidence;
import io.changeover.application.Protection;
import io.changeover.application.SplitAlarm;
import io.changeover.application.StartRun;
import io.changeover.application.Trail;
import io.changeover.application.TryPlan;
import io.changeover.application.WorkStep;
import io.changeover.application.port.Abilities;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.FreeSteps;
import io.changeover.application.port.FreshLogins;
import io.changeover.application.port.OperationExecutor;
import io.changeover.application.port.OperationJournal;
import io.changeover.application.port.PlanParser;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.TaskFilters;
import io.changeover.application.port.Tokens;
import io.changeover.application.port.WatchStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.plan.Defaults;
import io.changeover.observe.ObservedExecutor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the use cases to what they need. */
@Configuration(proxyBeanMethods = false)
class ApplicationConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TransactionOperations transactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    Changes changes(TransactionOperations transactions, Tokens tokens) {
        return new Changes(transactions, tokens);
    }

    @Bean
    Plans plans(PlanStore store, PlanParser parser) {
        return new Plans(store, parser);
    }

    @Bean
    Forecast forecast(RunStore runs, StepStore steps) {
        return new Forecast(runs, steps);
    }

    @Bean
    Evidence evidence(Plans plans, StepStore steps, Forecast forecast) {
        return new Evidence(plans, steps, forecast);
    }

    @Bean
    GoUnplanned goUnplanned(RunStore runs, StepStore steps, Tokens tokens, EventLog events, Clock clock) {
        return new GoUnplanned(runs, steps, tokens, events, clock);
    }

    @Bean
    SplitAlarm splitAlarm(WatchStore watch, Announce announce, Clock clock) {
        return new SplitAlarm(watch, announce, clock);
    }

    @Bean
    JudgeRoles judgeRolesFinder(StepStore steps, PlanStore store, SplitAlarm alarm, EventLog events, Clock clock) {
        return new JudgeRoles(steps, store, alarm, events, clock);
    }

    @Bean
    ChooseSite chooseSite(
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            PlanStore store,
            PointOfNoReturn point,
            EventLog events,
            Clock clock) {
        return new ChooseSite(runs, steps, decisions, store, point, events, clock);
    }

    @Bean
    LostSource lostSource(Plans plans, StepStore steps, WatchStore watch) {
        return new LostSource(plans, steps, watch);
    }

    @Bean
    Approvals approvals(Plans plans, DecisionStore decisions, StepStore steps, LostSource lostSource) {
        return new Approvals(plans, decisions, steps, lostSource);
    }

    @Bean
    PlanWindow planWindowFinder(Plans plans, Forecast forecast, EventLog events, Clock clock) {
        return new PlanWindow(plans, forecast, events, clock);
    }

    @Bean
    PointOfNoReturn pointOfNoReturn(
            Plans plans,
            PlanStore store,
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            Abilities abilities,
            Clock clock) {
        return new PointOfNoReturn(
                plans, store, runs, new PromotionEvidence(plans, steps, decisions, abilities), clock);
    }

    @Bean
    OpenStep openStep(
            Plans plans,
            PointOfNoReturn point,
            RunStore runs,
            StepStore steps,
            WorkQueue queue,
            Abilities abilities,
            Clock clock) {
        return new OpenStep(plans, point, runs, steps, queue, abilities, clock);
    }

    @Bean
    OpenFreeStep openFreeStep(
            Plans plans, RunStore runs, StepStore steps, FreeSteps freeSteps, WorkQueue queue, Clock clock) {
        return new OpenFreeStep(plans, runs, steps, freeSteps, queue, clock);
    }

    @Bean
    StartRun startRun(
            Plans plans, PlanStore store, RunStore runs, EventLog events, Announce announce, Holds holds, Clock clock) {
        return new StartRun(plans, store, runs, events, announce, holds, clock);
    }

    @Bean
    Protection protection(
            Plans plans, RunStore runs, DecisionStore decisions, Tokens tokens, SplitAlarm alarm, Clock clock) {
        return new Protection(plans, runs, decisions, tokens, alarm, clock);
    }

    @Bean
    EndRun endRun(
            Plans plans,
            PlanStore store,
            RunStore runs,
            StepStore steps,
            Tokens tokens,
            Protection protection,
            DecisionStore decisions,
            EventLog events,
            Announce announce,
            Clock clock) {
        return new EndRun(plans, store, runs, steps, tokens, protection, decisions, events, announce, clock);
    }

    @Bean
    Decisions decisions(
            Plans plans,
            RunStore runs,
            StepStore steps,
            DecisionStore store,
            Approvals approvals,
            EventLog events,
            Announce announce,
            Clock clock) {
        return new Decisions(plans, runs, steps, store, approvals, events, announce, clock);
    }

    @Bean
    AbortRun abortRun(RunStore runs, StepStore steps, Tokens tokens, EventLog events, Clock clock) {
        return new AbortRun(runs, steps, tokens, events, clock);
    }

    @Bean
    ApplyDecision applyDecisionToStep(
            DecisionStore decisions,
            Plans plans,
            RunStore runs,
            StepStore steps,
            WorkQueue queue,
            AbortRun abortRun,
            GoUnplanned goUnplanned,
            Clock clock) {
        return new ApplyDecision(decisions, plans, runs, steps, queue, abortRun, goUnplanned, clock);
    }

    @Bean
    ApplyPlan applyPlan(
            PlanParser parser,
            PlanStore store,
            Plans plans,
            Protection protection,
            TaskFilters filters,
            TransactionOperations transactions,
            Trail trail,
            Clock clock) {
        return new ApplyPlan(parser, store, plans, protection, filters, transactions, trail, clock);
    }

    @Bean
    Drills drills(Plans plans, RunStore runs, Clock clock) {
        return new Drills(plans, runs, clock);
    }

    @Bean
    FanOut fanOut(OperationExecutor executor, MeterRegistry meters) {
        ObservedExecutor observed = new ObservedExecutor(executor, meters);
        return new FanOut(Executors.newCachedThreadPool(DaemonThreads.named("operation")), observed);
    }

    @Bean
    ComparePlans comparePlans(PlanParser parser, PlanStore store, Plans plans, Defaults defaults) {
        return new ComparePlans(parser, store, plans, defaults);
    }

    @Bean
    ConnectCheck connectCheck(FanOut fanOut, FreshLogins logins, Clock clock) {
        return new ConnectCheck(fanOut, logins, clock);
    }

    @Bean
    TryPlan tryPlan(ApplyPlan applyPlan, PlanStore store, Plans plans, ConnectCheck check) {
        return new TryPlan(applyPlan, store, plans, check);
    }

    @Bean
    CloseStep closeStep(
            Plans plans,
            PointOfNoReturn point,
            RunStore runs,
            StepStore steps,
            Tokens tokens,
            EventLog events,
            AbortRun abortRun,
            GoUnplanned goUnplanned,
            Changes changes,
            Clock clock) {
        return new CloseStep(plans, point, runs, steps, tokens, events, abortRun, goUnplanned, changes, clock);
    }

    @Bean
    WorkStep workStep(
            Plans plans,
            RunStore runs,
            StepStore steps,
            OperationJournal journal,
            FanOut fanOut,
            CloseStep closeStep,
            Tokens tokens,
            WorkQueue queue,
            Clock clock) {
        return new WorkStep(plans, runs, steps, journal, fanOut, closeStep, tokens, queue, clock);
    }
}
