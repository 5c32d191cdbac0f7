package io.changeover.bench;

import io.changeover.application.ApplyPlan;
import io.changeover.application.Caller;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.StepStore;
import io.changeover.config.ChangeoverServer;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** The whole server with its settings as they are, plus the connector and the runbooks that are only measured. */
final class BenchServer implements AutoCloseable {
    private static final Caller OLGA = new Caller("olga", Set.of("operators"));
    private static final long DEADLINE = TimeUnit.MINUTES.toNanos(5);

    final BenchSites sites = new BenchSites();
    private final Folder folder = Folder.create();
    private final ConfigurableApplicationContext context;

    /** A server on a durable H2 file of its own. */
    static BenchServer onH2() {
        return new BenchServer(List.of("--changeover.watch=false"));
    }

    /** The same, which watches its plans. */
    static BenchServer watching() {
        return new BenchServer(List.of());
    }

    /** A server on that PostgreSQL database. */
    static BenchServer on(ScratchPostgres database) {
        return new BenchServer(List.of(
                "--changeover.watch=false",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + ScratchPostgres.USER,
                "--spring.datasource.password="));
    }

    private BenchServer(List<String> settings) {
        folder.write("users.yml", """
            - { id: olga, password: olga, groups: [operators] }
            - { id: anton, password: anton, groups: [approvers] }
            - { id: root, password: root, groups: [camunda-admin] }
            """);
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--server.port=0");
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--changeover.data-dir=" + folder.path());
        arguments.add("--changeover.users-file=" + folder.path().resolve("users.yml"));
        context = new SpringApplicationBuilder(ChangeoverServer.class)
                .initializers(made -> prepare((GenericApplicationContext) made))
                .run(arguments.toArray(String[]::new));
        BenchRunbooks.deploy(context.getBean(RepositoryService.class));
    }

    private void prepare(GenericApplicationContext made) {
        made.getBeanFactory().registerSingleton("withoutTests", new WithoutTests());
        made.registerBean("benchSites", BenchSites.class, () -> sites);
    }

    /** Test classes lie on the same class path and must not become part of the server. */
    private static final class WithoutTests extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
            return reader.getResource().getURL().getPath().contains("/test-classes/");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof WithoutTests;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    void apply(String name, String yaml) {
        context.getBean(ApplyPlan.class).apply(new PlanId(name), yaml, "bench");
    }

    /** A run from its start to its end, without people. */
    Run run(String runbook, String plan) {
        return ended(start(runbook, plan));
    }

    /** A run that goes on by itself. */
    Run start(String runbook, String plan) {
        String instance = context.getBean(RunbookDoor.class)
                .start(OLGA, runbook, Optional.empty(), Map.of("plan", plan, "reason", "measured"));
        return context.getBean(RunStore.class).ofProcess(instance).orElseThrow();
    }

    /** The steps of a run and, by the number of the step, when its operations ended, first things first. */
    Map<Integer, List<Instant>> ends(Run run) {
        StepStore steps = context.getBean(StepStore.class);
        Map<Integer, List<Instant>> ends = new TreeMap<>();
        steps.ofRun(run.id())
                .forEach(step -> ends.put(
                        step.number(),
                        steps.operations(step.id()).stream()
                                .flatMap(one -> one.endedAt().stream())
                                .sorted()
                                .toList()));
        return ends;
    }

    /** The run, once it has ended. */
    Run ended(Run started) {
        RunStore runs = context.getBean(RunStore.class);
        long deadline = System.nanoTime() + DEADLINE;
        Run run = started;
        while (run.state() != RunState.ENDED) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "wanted run " + run.id() + " to end in 5 minutes, found " + run.state());
            }
            Pause.millis(20);
            run = runs.find(run.id()).orElseThrow();
        }
        if (!run.outcome().equals(Optional.of(RunOutcome.COMPLETED))) {
            throw new IllegalStateException("wanted run " + run.id() + " completed, found " + run.outcome());
        }
        return run;
    }

    @Override
    public void close() {
        context.close();
        folder.close();
    }
}
