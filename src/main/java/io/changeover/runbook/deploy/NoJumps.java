package io.changeover.runbook.deploy;

import io.changeover.application.RefusedException;
import io.changeover.domain.run.Blocker;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cmd.AbstractModificationCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractRestartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceAsyncCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SignalCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.migration.AbstractMigrationCmd;

/**
 * A signed-in person cannot move a run's token past its steps: no start in the middle, no modification, restart or
 * migration, no signal to a waiting step. The product itself, which is not signed in to the engine, can.
 */
final class NoJumps extends CommandInterceptor {
    private static final List<Class<?>> JUMPS = List.of(
            StartProcessInstanceAtActivitiesCmd.class,
            ModifyProcessInstanceCmd.class,
            ModifyProcessInstanceAsyncCmd.class,
            AbstractModificationCmd.class,
            AbstractRestartProcessInstanceCmd.class,
            AbstractMigrationCmd.class,
            SignalCmd.class);

    private final IdentityService identities;

    NoJumps(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (identities.getCurrentAuthentication() != null
                && JUMPS.stream().anyMatch(jump -> jump.isInstance(command))) {
            String sentence = "a run begins at its start and passes every step; no door moves it past one (%s by %s)"
                    .formatted(
                            command.getClass().getSimpleName(),
                            identities.getCurrentAuthentication().getUserId());
            throw new RefusedException(List.of(new Blocker("RUN_PASSES_EVERY_STEP", sentence)));
        }
        return next.execute(command);
    }
}
