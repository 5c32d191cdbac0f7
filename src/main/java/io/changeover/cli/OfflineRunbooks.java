package io.changeover.cli;

import io.changeover.api.model.RunbookFindingView;
import io.changeover.api.model.RunbookTestView;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges runbooks without a server, as the server would. Files are told by their name within the operators' folder. */
public interface OfflineRunbooks {
    /** All that is wrong with files that belong together; empty if they may be deployed. */
    List<RunbookFindingView> lint(Map<String, String> files);

    /** The ids of the runbooks among files that nothing is wrong with. */
    List<String> runbooks(Map<String, String> files);

    /**
     * Takes every path through these runbooks on an engine of its own.
     *
     * @param chosen the outcomes to try at an element, by its id; all that are possible where it is not named
     * @throws IllegalArgumentException if there is no such runbook, or no such outcome
     */
    List<RunbookTestView> test(Map<String, String> files, List<String> runbooks, Map<String, Set<String>> chosen);
}
