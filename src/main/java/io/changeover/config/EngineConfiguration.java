package io.changeover.config;

import io.changeover.application.Approvals;
import io.changeover.application.ChooseSite;
import io.changeover.application.Deadlines;
import io.changeover.application.Decisions;
import io.changeover.application.EndRun;
import io.changeover.application.Evidence;
import io.changeover.application.LostSource;
import io.changeover.application.Plans;
import io.changeover.application.SameStart;
import io.changeover.application.StartRun;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.StartPrints;
import io.changeover.application.port.TaskFilters;
import io.changeover.runbook.gate.DecisionGate;
import io.changeover.runbook.gate.EndGate;
import io.changeover.runbook.gate.EngineDoor;
import io.changeover.runbook.gate.EngineTaskFilters;
import io.changeover.runbook.gate.GateParseListener;
import io.changeover.runbook.gate.StartGate;
import io.changeover.runbook.gate.TaskChecker;
import io.changeover.runbook.step.CamundaDiagrams;
import io.changeover.runbook.step.CamundaTokens;
import io.changeover.runbook.step.CoreStarts;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Puts the gates into the engine and the engine behind the port for tokens. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    @Bean
    CoreStarts coreStarts() {
        return new CoreStarts();
    }

    @Bean
    CamundaTokens tokens(
            @Lazy RuntimeService runtime,
            @Lazy RepositoryService repository,
            CoreStarts coreStarts,
            @Lazy IdentityService identity) {
        return new CamundaTokens(runtime, repository, coreStarts, identity);
    }

    @Bean
    CamundaDiagrams diagrams(RepositoryService repository, HistoryService history) {
        return new CamundaDiagrams(repository, history);
    }

    @Bean
    RunbookDoor runbookDoor(
            RuntimeService runtime, TaskService tasks, IdentityService identity, DecisionStore decisions) {
        return new EngineDoor(runtime, tasks, identity, decisions);
    }

    @Bean
    SameStart sameStart(RunStore runs, StartPrints prints) {
        return new SameStart(runs, prints);
    }

    @Bean
    StartGate startGate(
            StartRun startRun,
            SameStart sameStart,
            RunStore runs,
            Decisions decisions,
            Approvals approvals,
            CoreStarts coreStarts,
            @Lazy IdentityService identity) {
        return new StartGate(startRun, sameStart, runs, decisions, approvals, coreStarts, identity);
    }

    @Bean
    EndGate endGate(EndRun endRun) {
        return new EndGate(endRun);
    }

    @Bean
    DecisionGate decisionGate(
            Decisions decisions,
            Evidence evidence,
            ChooseSite chooseSite,
            LostSource lostSource,
            Plans plans,
            Approvals approvals,
            RunStore runs,
            @Lazy IdentityService identity) {
        return new DecisionGate(
                decisions,
                evidence,
                new DecisionGate.Questions(chooseSite, lostSource, new Deadlines(plans)),
                approvals,
                runs,
                identity);
    }

    @Bean
    TaskFilters taskFilters(
            @Lazy FilterService filters, @Lazy TaskService tasks, @Lazy AuthorizationService authorizations) {
        return new EngineTaskFilters(filters, tasks, authorizations, Grants.READERS);
    }

    @Bean
    ProcessEnginePlugin gates(
            ObjectProvider<StartGate> startGate,
            ObjectProvider<EndGate> endGate,
            ObjectProvider<DecisionGate> decisionGate) {
        GateParseListener listener =
                new GateParseListener(startGate::getObject, endGate::getObject, decisionGate::getObject);
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                // A refusal is an answer, not a fault of the engine; what fails in jobs is logged all the same.
                configuration.setEnableCmdExceptionLogging(false);
                configuration.setHistoryEventHandler(new LeanHistory());
                List<BpmnParseListener> listeners = new ArrayList<>();
                if (configuration.getCustomPostBPMNParseListeners() != null) {
                    listeners.addAll(configuration.getCustomPostBPMNParseListeners());
                }
                listeners.add(listener);
                configuration.setCustomPostBPMNParseListeners(listeners);
                configuration.setCommandCheckers(
                        List.of(new TenantCommandChecker(), new TaskChecker(decisionGate::getObject)));
            }
        };
    }
}
