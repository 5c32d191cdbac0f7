package io.changeover.config;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.jspecify.annotations.Nullable;

/**
 * What each role may do in the engine. Applying it again changes nothing. The right to work on a task comes from the
 * task itself: the engine gives it to the candidate groups that the diagram names.
 */
final class Grants {
    private static final String ALL_TASKS = "All tasks";
    static final List<String> READERS = List.of(Roles.VIEWERS, Roles.OPERATORS, Roles.APPROVERS);

    private final AuthorizationService authorizations;
    private final FilterService filters;

    Grants(AuthorizationService authorizations, FilterService filters) {
        this.authorizations = authorizations;
        this.filters = filters;
    }

    void apply() {
        for (Resource resource : Resources.values()) {
            grant(Roles.ADMINS, resource, Authorization.ANY, Permissions.ALL);
        }
        String filter = allTasks();
        for (String group : READERS) {
            grant(group, Resources.PROCESS_DEFINITION, Authorization.ANY, definitionRights(group));
            grant(group, Resources.DEPLOYMENT, Authorization.ANY, Permissions.READ);
            grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            grant(group, Resources.APPLICATION, "welcome", Permissions.ACCESS);
            grant(group, Resources.FILTER, filter, Permissions.READ);
        }
        grant(Roles.VIEWERS, Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.READ);
        grant(Roles.APPROVERS, Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.READ);
        grant(Roles.OPERATORS, Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.READ, Permissions.CREATE);
        grant(Roles.OPERATORS, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    }

    private static Permission[] definitionRights(String group) {
        List<Permission> read = List.of(
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.READ_TASK);
        return group.equals(Roles.OPERATORS)
                ? new Permission[] {
                    read.get(0), read.get(1), read.get(2), read.get(3), ProcessDefinitionPermissions.CREATE_INSTANCE
                }
                : read.toArray(Permission[]::new);
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        @Nullable
        Authorization present = authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .groupIdIn(group)
                .resourceType(resource.resourceType())
                .resourceId(id)
                .singleResult();
        Authorization wanted =
                present == null ? authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT) : present;
        wanted.setGroupId(group);
        wanted.setResource(resource);
        wanted.setResourceId(id);
        wanted.setPermissions(permissions);
        authorizations.saveAuthorization(wanted);
    }

    private String allTasks() {
        @Nullable
        Filter present = filters.createTaskFilterQuery().filterName(ALL_TASKS).list().stream()
                .findFirst()
                .orElse(null);
        Filter all = present == null ? filters.newTaskFilter(ALL_TASKS) : present;
        // Tasklist opens with the least priority, which is what somebody may do something about; plans may be many and
        // come last.
        return all.getProperties() != null && all.getProperties().containsKey("priority")
                ? all.getId()
                : filters.saveFilter(all.setProperties(Map.of("priority", 40))).getId();
    }
}
