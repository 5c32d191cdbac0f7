package io.changeover.scenario;

import io.changeover.application.Caller;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole server on simulated sites, people with passwords, and a browser of their own for every test. */
@SimulatedTest
abstract class InBrowser {
    /** May start, approve and administer: only having asked for a run keeps her from approving it. */
    static final Caller ADA = new Caller("ada", Set.of("operators", "approvers", "camunda-admin"));

    @TempDir
    Path profile;

    @Autowired
    SimulatedServer server;

    @Autowired
    ProcessEngine engine;

    @LocalServerPort
    int port;

    Browser browser;

    @BeforeEach
    void openTheBrowser() {
        // The engine's REST API asks a static register, where another server of this process may stand by now.
        ProcessEngines.registerProcessEngine(engine);
        person("olga", List.of("operators"));
        person("anton", List.of("approvers"));
        person("ada", List.of("operators", "approvers", "camunda-admin"));
        browser = new Browser(port, profile);
    }

    @AfterEach
    void closeTheBrowser() {
        browser.close();
    }

    void person(String id, List<String> groups) {
        IdentityService identities = engine.getIdentityService();
        if (identities.createUserQuery().userId(id).count() > 0) {
            return;
        }
        User user = identities.newUser(id);
        user.setFirstName(id);
        user.setLastName("");
        user.setPassword(password(id));
        identities.saveUser(user);
        groups.forEach(group -> identities.createMembership(id, group));
    }

    static String password(String user) {
        return user + "-pw";
    }

    /** Opens a page as somebody who has not logged in yet. */
    void openAs(String user, String path) {
        browser.open(path);
        browser.logIn(user, password(user));
    }
}
