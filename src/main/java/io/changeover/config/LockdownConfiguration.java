package io.changeover.config;

import io.changeover.connector.runtime.ConnectorRegistry;
import io.changeover.runbook.deploy.AllowedBeans;
import io.changeover.runbook.deploy.RunbookLockdown;
import io.changeover.runbook.lint.Delegate;
import io.changeover.runbook.lint.RunbookLint;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine under lock: runbooks reach the steps of the catalogue and the order of groups, nothing else. */
@Configuration(proxyBeanMethods = false)
class LockdownConfiguration {
    @Bean
    RunbookLockdown runbookLockdown(BeanFactory beans, ConnectorRegistry connectors) {
        AllowedBeans allowed = new AllowedBeans(Delegate.beanNames(), RunbookLint.CALLABLE, beans::getBean);
        return new RunbookLockdown(allowed, Set.of(), connectors.descriptors());
    }
}
