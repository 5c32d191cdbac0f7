package io.changeover.config;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Switches the engine's authorizations on, and lets ids of users and groups hold a hyphen, a dot and an at sign. */
final class AccessPlugin extends AbstractProcessEnginePlugin {
    private static final String ID = "[a-zA-Z0-9][a-zA-Z0-9._@-]*";

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setAuthorizationEnabled(true);
        configuration.setTenantCheckEnabled(false);
        configuration.setGroupResourceWhitelistPattern(ID);
        configuration.setUserResourceWhitelistPattern(ID);
    }
}
