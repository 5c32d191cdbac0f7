package io.changeover.runbook.gate;

import io.changeover.application.Caller;
import io.changeover.application.port.TaskFilters;
import io.changeover.domain.plan.PlanId;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * Lists of questions as Tasklist's filters. They compare what a task says of itself and hold no expressions: those are
 * switched off, as whoever may store a filter could run them. A filter that is there stays as an administrator made it.
 */
public final class EngineTaskFilters implements TaskFilters {
    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final List<String> readers;

    /** @param readers the groups that may read every question */
    public EngineTaskFilters(
            FilterService filters, TaskService tasks, AuthorizationService authorizations, List<String> readers) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.readers = List.copyOf(readers);
    }

    @Override
    public void showDecisions() {
        TaskQuery query = tasks.createTaskQuery()
                .taskVariableValueEquals(DecisionGate.ASKS_FOR, DecisionGate.DECISION)
                .orderByDueDate()
                .asc();
        show("Decisions", "What failed, windows, drills and plans without protection", 20, query, readers);
    }

    @Override
    public void showApprovals(String group) {
        TaskQuery query = tasks.createTaskQuery()
                .taskCandidateGroup(group)
                .includeAssignedTasks()
                .taskVariableValueEquals(DecisionGate.ASKS_FOR, DecisionGate.APPROVAL)
                .orderByDueDate()
                .asc();
        String name = group.equals(Caller.APPROVERS) ? "My approvals" : "My approvals as " + group;
        show(name, "What members of " + group + " may approve or decline", 10, query, List.of(group));
    }

    @Override
    public void showPlan(PlanId plan) {
        TaskQuery query = tasks.createTaskQuery()
                .taskVariableValueEquals(DecisionGate.PLAN, plan.value())
                .orderByDueDate()
                .asc();
        show("Plan " + plan, "All that is asked about plan " + plan, 50, query, readers);
    }

    private void show(String name, String description, int place, TaskQuery query, List<String> groups) {
        if (filters.createTaskFilterQuery().filterName(name).count() > 0) {
            return;
        }
        Filter filter = filters.newTaskFilter(name);
        filter.setQuery(query);
        filter.setProperties(Map.of(
                "description",
                description,
                "priority",
                place,
                "refresh",
                true,
                "showUndefinedVariable",
                false,
                "variables",
                List.of(Map.of("name", DecisionGate.PLAN, "label", "Plan"))));
        String id = filters.saveFilter(filter).getId();
        for (String group : groups) {
            Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(Resources.FILTER);
            grant.setResourceId(id);
            grant.addPermission(Permissions.READ);
            authorizations.saveAuthorization(grant);
        }
    }
}
