package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What was found when everything that a plan names was asked.
 *
 * @param ready whether nothing is wrong
 * @param activeSite where the service was taken to run
 * @param findings all of them, good and bad, in the order of the plan
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectCheckView(boolean ready, String plan, String activeSite, List<FindingView> findings) {
    public ConnectCheckView {
        findings = findings == null ? List.of() : List.copyOf(findings);
    }
}
