package io.changeover.config;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Writes roles, rights and users into the engine, before the first door opens. */
@Component
class AccessSetup implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(AccessSetup.class);
    private static final int ATTEMPTS = 3;

    private final AccessProperties properties;
    private final People people;
    private final Grants grants;

    AccessSetup(
            AccessProperties properties,
            IdentityService identities,
            AuthorizationService authorizations,
            FilterService filters) {
        this.properties = properties;
        this.people = new People(identities);
        this.grants = new Grants(authorizations, filters);
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (int attempt = 1; ; attempt++) {
            try {
                apply();
                return;
            } catch (ProcessEngineException collision) {
                if (attempt == ATTEMPTS) {
                    throw collision;
                }
                LOG.info("another node writes users and rights as well; again, attempt={}", attempt + 1);
            }
        }
    }

    private void apply() {
        Roles.ALL.forEach(people::group);
        grants.apply();
        if (properties.usersFile() != null) {
            UsersFile.read(properties.usersFile())
                    .forEach(user -> people.user(user.id(), user.password(), user.groups()));
        }
        new FirstAdmin(people, properties.dataDir()).ensure();
    }
}
