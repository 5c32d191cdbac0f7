package io.changeover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class FirstStartTest {
    @TempDir
    Path data;

    private final String database = UUID.randomUUID().toString();

    @Test
    void theFirstStartMakesAnAdminWhosePasswordIsToldOnce(CapturedOutput output) throws Exception {
        String password;
        try (ConfigurableApplicationContext server = start()) {
            Path file = data.resolve("admin-password");
            password = Files.readString(file).trim();
            assertThat(password).hasSizeGreaterThanOrEqualTo(24);
            assertThat(Files.getPosixFilePermissions(file))
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
            assertThat(output.getAll().split(password, -1))
                    .as("times the log tells it")
                    .hasSize(2);
            assertThat(identities(server).checkPassword("admin", password)).isTrue();
            assertThat(groupsOf(server, "admin")).containsExactly("camunda-admin");
            Files.delete(file);
        }
        try (ConfigurableApplicationContext again = start()) {
            assertThat(identities(again).checkPassword("admin", password)).isTrue();
            assertThat(data.resolve("admin-password")).doesNotExist();
            assertThat(output.getAll().split(password, -1))
                    .as("times the log tells it")
                    .hasSize(2);
        }
    }

    @Test
    void theUsersFileIsAppliedAgainAtEveryStart() throws Exception {
        Path users = data.resolve("users.yml");
        Files.writeString(users, """
                - { id: ops-1, password: one, groups: [operators, dr-approvers] }
                - { id: boss, password: two, groups: [camunda-admin] }
                """);
        long rights;
        try (ConfigurableApplicationContext server = start("--changeover.users-file=" + users)) {
            assertThat(groupsOf(server, "ops-1")).containsExactlyInAnyOrder("operators", "dr-approvers");
            assertThat(data.resolve("admin-password"))
                    .as("the file has an admin")
                    .doesNotExist();
            rights = server.getBean(AuthorizationService.class)
                    .createAuthorizationQuery()
                    .count();
        }
        Files.writeString(users, Files.readString(users).replace("one", "three").replace("operators, ", ""));
        try (ConfigurableApplicationContext server = start("--changeover.users-file=" + users)) {
            assertThat(identities(server).checkPassword("ops-1", "three")).isTrue();
            assertThat(groupsOf(server, "ops-1")).containsExactly("dr-approvers");
            assertThat(server.getBean(AuthorizationService.class)
                            .createAuthorizationQuery()
                            .count())
                    .isEqualTo(rights);
        }
    }

    @Test
    void aWrongUsersFileNamesAllItsMistakes() throws Exception {
        Path users = data.resolve("users.yml");
        Files.writeString(users, "- { id: a }\n- { id: b, password: p, groups: [], role: x }\n");
        assertThatThrownBy(() -> UsersFile.read(users))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("users.yml", "entry 1", "entry 2");
    }

    @Test
    void wrongPasswordsLockTheUserForAWhile() throws Exception {
        Path users = data.resolve("users.yml");
        Files.writeString(users, "- { id: boss, password: two, groups: [camunda-admin] }\n");
        try (ConfigurableApplicationContext server = start("--changeover.users-file=" + users)) {
            EngineLogin login = new EngineLogin(identities(server));
            var wrong = org.springframework.security.authentication.UsernamePasswordAuthenticationToken.unauthenticated(
                    "boss", "no");
            var right = org.springframework.security.authentication.UsernamePasswordAuthenticationToken.unauthenticated(
                    "boss", "two");
            assertThat(login.authenticate(right).isAuthenticated()).isTrue();
            assertThatThrownBy(() -> login.authenticate(wrong)).hasMessageContaining("wrong password");
            assertThatThrownBy(() -> login.authenticate(right)).hasMessageContaining("wrong password");
        }
    }

    private ConfigurableApplicationContext start(String... more) {
        String[] settings = Arrays.stream(GuardApplication.SETTINGS)
                .map(setting -> "--" + setting.replace("mem:guard", "mem:" + database))
                .toArray(String[]::new);
        String[] all = Arrays.copyOf(settings, settings.length + more.length + 2);
        System.arraycopy(more, 0, all, settings.length, more.length);
        all[all.length - 2] = "--server.port=0";
        all[all.length - 1] = "--changeover.data-dir=" + data;
        return new SpringApplicationBuilder(GuardApplication.class).run(all);
    }

    private static IdentityService identities(ConfigurableApplicationContext server) {
        return server.getBean(IdentityService.class);
    }

    private static List<String> groupsOf(ConfigurableApplicationContext server, String user) {
        return identities(server).createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }
}
