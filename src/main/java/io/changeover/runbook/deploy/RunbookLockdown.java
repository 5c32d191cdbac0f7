package io.changeover.runbook.deploy;

import io.changeover.connector.spi.Descriptor;
import io.changeover.runbook.lint.CodeRules;
import io.changeover.runbook.lint.RunbookLint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engine run procedures and nothing else: diagrams are judged as a set before they are deployed, they hold no
 * code, expressions reach only the allowed beans, and nobody can move a run past its steps.
 */
public final class RunbookLockdown extends AbstractProcessEnginePlugin {
    private final AllowedBeans beans;
    private final CodeRules rules;
    private final Collection<Descriptor> connectors;

    /**
     * @param listeners names of the beans that a diagram may name as listeners; they must be among the named beans
     * @param connectors those that a step may name by itself
     */
    public RunbookLockdown(AllowedBeans beans, Set<String> listeners, Collection<Descriptor> connectors) {
        this.beans = beans;
        this.connectors = List.copyOf(connectors);
        this.rules = new CodeRules(listeners, beans.callable());
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setExpressionManager(new SafeEl(beans));
        configuration.setEnableExpressionsInStoredQueries(false);
        configuration.setEnableExpressionsInAdhocQueries(false);
        configuration.setScriptEngineResolver(new NoScripts());
        configuration.setDmnEnabled(false);
        configuration.setCmmnEnabled(false);
        configuration.setJavaSerializationFormatEnabled(false);
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
        configuration.setBpmnParseFactory(parser -> new RunbookParse(parser, rules));
        configuration.setCustomPreDeployers(
                with(configuration.getCustomPreDeployers(), new LintDeployer(new RunbookLint(rules, connectors))));
        configuration.setCustomPreCommandInterceptorsTxRequired(with(
                configuration.getCustomPreCommandInterceptorsTxRequired(),
                new NoJumps(configuration.getIdentityService())));
    }

    private static <T> List<T> with(@Nullable List<T> present, T added) {
        List<T> all = present == null ? new ArrayList<>() : new ArrayList<>(present);
        all.add(added);
        return all;
    }
}
