package io.changeover.config;

import io.changeover.application.port.FreeSteps;
import io.changeover.application.port.FreshLogins;
import io.changeover.application.port.OperationExecutor;
import io.changeover.application.port.PlanParser;
import io.changeover.application.port.ProgressLog;
import io.changeover.connector.runtime.ConnectorExecutor;
import io.changeover.connector.runtime.ConnectorRegistry;
import io.changeover.connector.runtime.FieldDefaults;
import io.changeover.connector.runtime.FreeStepExecutor;
import io.changeover.connector.runtime.Secrets;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Shells;
import io.changeover.connector.ssh.SshShells;
import io.changeover.domain.plan.Defaults;
import io.changeover.planfile.PlanReader;
import io.changeover.planfile.PlanReading;
import io.changeover.planfile.PlanSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The connectors that this server has, and what they are run with. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {
    @Bean
    ConnectorRegistry connectorRegistry(ObjectProvider<Connector> more) {
        List<Connector> connectors = new ArrayList<>(Connectors.all());
        more.forEach(connectors::add);
        return new ConnectorRegistry(connectors);
    }

    @Bean
    Defaults settingDefaults(ConnectorRegistry registry) {
        return new FieldDefaults(registry.descriptors());
    }

    @Bean
    Shells shells() {
        return new SshShells();
    }

    @Bean
    Secrets secrets() {
        return new Secrets(System.getenv());
    }

    /** As many threads as may wait for a database that is away, and one for what is to be cut off meanwhile. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService operationTimer() {
        return Executors.newScheduledThreadPool(4, DaemonThreads.named("watchdog"));
    }

    @Bean
    ConnectorExecutor connectorExecutor(
            ConnectorRegistry registry,
            Shells shells,
            Secrets secrets,
            ScheduledExecutorService timer,
            ProgressLog progress,
            Clock clock) {
        return new ConnectorExecutor(registry, shells, secrets, timer, progress, clock);
    }

    @Bean
    @Primary
    FreeStepExecutor operationExecutor(
            ConnectorExecutor inner, FreeSteps steps, ConnectorRegistry registry, Clock clock) {
        return new FreeStepExecutor(inner, steps, registry, clock);
    }

    /** The connectors of this server as new ones, as some keep sessions of their own; those of others are shared. */
    @Bean
    FreshLogins freshLogins(
            ObjectProvider<Connector> more, Secrets secrets, ScheduledExecutorService timer, Clock clock) {
        return () -> {
            List<Connector> own = Connectors.all();
            List<Connector> all = new ArrayList<>(own);
            more.forEach(all::add);
            Shells shells = new SshShells();
            OperationExecutor executor =
                    new ConnectorExecutor(new ConnectorRegistry(all), shells, secrets, timer, clock);
            return new FreshLogins.Lease(executor, () -> {
                shells.close();
                own.forEach(Connector::close);
            });
        };
    }

    @Bean
    Supplier<String> planSchema(ConnectorRegistry registry) {
        String schema = PlanSchema.of(registry.descriptors());
        return () -> schema;
    }

    @Bean
    PlanParser planParser(ConnectorRegistry registry) {
        PlanReader reader = new PlanReader(registry.descriptors());
        return yaml -> {
            PlanReading reading = reader.read(yaml);
            return reading.plan()
                    .orElseThrow(() -> new PlanParser.InvalidPlanException(reading.problems().stream()
                            .map(one -> new PlanParser.Problem(one.line(), one.column(), one.path(), one.message()))
                            .toList()));
        };
    }
}
