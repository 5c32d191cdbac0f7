package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A plan with its file.
 *
 * @param yaml the file of the current version, as it was applied
 * @param groups in the order in which they start
 * @param datasets by name
 * @param routes by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanDetail(
        PlanView plan,
        String yaml,
        List<PlanVersionView> versions,
        List<GroupView> groups,
        List<String> datasets,
        List<String> routes) {
    public PlanDetail {
        versions = versions == null ? List.of() : List.copyOf(versions);
        groups = groups == null ? List.of() : List.copyOf(groups);
        datasets = datasets == null ? List.of() : List.copyOf(datasets);
        routes = routes == null ? List.of() : List.copyOf(routes);
    }
}
