package io.changeover.runbook.gate;

import io.changeover.application.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Who the engine is told is calling. */
final class EngineCaller {
    private EngineCaller() {}

    /** The caller; without a login nobody in particular, who may do nothing. */
    static Caller of(IdentityService identity) {
        return Optional.ofNullable(identity.getCurrentAuthentication())
                .map(EngineCaller::caller)
                .orElse(new Caller("nobody", Set.of()));
    }

    private static Caller caller(Authentication authentication) {
        Set<String> groups = new TreeSet<>();
        if (authentication.getGroupIds() != null) {
            groups.addAll(authentication.getGroupIds());
        }
        return new Caller(authentication.getUserId(), groups);
    }
}
