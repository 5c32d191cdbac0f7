package io.changeover.config;

import io.changeover.application.ChangeRunbooks;
import io.changeover.application.Trail;
import io.changeover.application.port.RunbookShelf;
import io.changeover.connector.runtime.ConnectorRegistry;
import io.changeover.runbook.deploy.EngineShelf;
import io.changeover.runbook.lint.RunbookLint;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/** How runbooks are shown and changed. */
@Configuration(proxyBeanMethods = false)
class RunbookConfiguration {
    @Bean
    RunbookShelf runbookShelf(ProcessEngine engine, ConnectorRegistry connectors) {
        return new EngineShelf(engine, new RunbookLint(connectors.descriptors()));
    }

    @Bean
    ChangeRunbooks changeRunbooks(RunbookShelf shelf, Trail trail, TransactionOperations transactions) {
        return new ChangeRunbooks(shelf, trail, transactions);
    }
}
