package io.changeover.config;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Writes roles, rights and users into the engine, before the first door opens. */
@Component
class AccessSetup implements SmartInitializingSingleton {
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
        Roles.ALL.forEach(people::group);
        grants.apply();
        if (properties.usersFile() != null) {
            UsersFile.read(properties.usersFile())
                    .forEach(user -> people.user(user.id(), user.password(), user.groups()));
        }
        new FirstAdmin(people, properties.dataDir()).ensure();
    }
}
