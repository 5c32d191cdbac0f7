package io.changeover.config;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/** Writes users and groups into the engine. Writing the same again changes nothing. */
final class People {
    private final IdentityService identities;

    People(IdentityService identities) {
        this.identities = identities;
    }

    /** Makes the group, unless it is there. */
    void group(String id) {
        if (identities.createGroupQuery().groupId(id).count() == 0) {
            Group group = identities.newGroup(id);
            group.setName(id);
            group.setType(id.equals(Roles.ADMINS) ? "SYSTEM" : "ROLE");
            identities.saveGroup(group);
        }
    }

    /** Makes the user, or gives the one that is there this password and exactly these groups. */
    void user(String id, String password, List<String> groups) {
        User present = identities.createUserQuery().userId(id).singleResult();
        User user = present == null ? identities.newUser(id) : present;
        if (present == null) {
            user.setFirstName(id);
            user.setLastName("");
        }
        user.setPassword(password);
        identities.saveUser(user);
        List<String> had = identities.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .toList();
        had.stream().filter(group -> !groups.contains(group)).forEach(group -> identities.deleteMembership(id, group));
        groups.stream().distinct().filter(group -> !had.contains(group)).forEach(group -> {
            group(group);
            identities.createMembership(id, group);
        });
    }

    /** Whether anybody may administer. */
    boolean hasAdmin() {
        return identities.createUserQuery().memberOfGroup(Roles.ADMINS).count() > 0;
    }
}
