package io.changeover.config;

import io.changeover.application.RefusedException;
import io.changeover.connector.runtime.ConnectorRegistry;
import io.changeover.domain.run.Blocker;
import io.changeover.runbook.lint.Delegate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The guards alone: engine, doors, login, lock; steps that do nothing, and an API that always answers. */
@EnableAutoConfiguration
@Import({
    SecurityConfiguration.class,
    LoginPage.class,
    SingleSignOnConfiguration.class,
    RefusalConfiguration.class,
    LockdownConfiguration.class,
    AccessSetup.class,
    GuardApplication.Api.class
})
class GuardApplication {
    /** Settings for a server that keeps nothing. */
    static final String[] SETTINGS = {
        "spring.datasource.url=jdbc:h2:mem:guard;DB_CLOSE_DELAY=-1",
        "spring.flyway.enabled=false",
        "spring.main.banner-mode=off",
        "camunda.bpm.job-execution.enabled=false",
        "camunda.bpm.auto-deployment-enabled=false"
    };

    @RestController
    static class Api {
        @RequestMapping("/api/v1/**")
        Map<String, String> any() {
            return Map.of("answer", "yes");
        }
    }

    /** What a runbook may ask for the order of its groups. */
    public static final class Groups {
        public List<String> inStopOrder(DelegateExecution execution) {
            return List.of("app of " + execution.getProcessBusinessKey(), "database");
        }
    }

    /** No connector: what is drawn for one is judged without its settings. */
    @Bean
    ConnectorRegistry connectors() {
        return new ConnectorRegistry(List.of());
    }

    @Bean
    Groups groups() {
        return new Groups();
    }

    /** Delegates that note that they ran. */
    @Bean
    static org.springframework.beans.factory.config.BeanFactoryPostProcessor steps() {
        return factory -> Delegate.beanNames().forEach(name -> step(factory, name));
    }

    private static void step(ConfigurableListableBeanFactory factory, String name) {
        JavaDelegate step = execution -> execution.setVariable("ran_" + name, true);
        factory.registerSingleton(name, step);
    }

    /** A gate as the execution core has one: the start of "gated" and the end of its task are refused. */
    @Bean
    ProcessEnginePlugin gate() {
        RefusedException refusal = new RefusedException(List.of(
                new Blocker("PLAN_HELD", "the plan is held by run 7"),
                new Blocker("LAG_UNKNOWN", "the lag is unknown")));
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.setCustomPostBPMNParseListeners(new java.util.ArrayList<>(List.of(new Gate(refusal))));
            }
        };
    }

    private static final class Gate extends AbstractBpmnParseListener {
        private final RefusedException refusal;

        Gate(RefusedException refusal) {
            this.refusal = refusal;
        }

        @Override
        public void parseProcess(Element element, ProcessDefinitionEntity definition) {
            if (definition.getKey().equals("gated")) {
                definition.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> {
                    throw refusal;
                });
            }
        }

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            if (activity.getId().equals("Task_Refuses")) {
                ((UserTaskActivityBehavior) activity.getActivityBehavior())
                        .getTaskDefinition()
                        .addTaskListener(TaskListener.EVENTNAME_COMPLETE, (TaskListener) task -> {
                            throw refusal;
                        });
            }
        }
    }
}
