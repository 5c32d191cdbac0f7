package io.changeover.application.port;

import io.changeover.application.Caller;
import io.changeover.application.RunbookFinding;
import io.changeover.application.RunbookVersion;
import io.changeover.application.TrialReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the runbooks of this server are. Files are told by their name within the operators' folder, such as
 * {@code blocks/move-service.bpmn}. Thread-safe.
 */
public interface RunbookShelf {
    /** The newest version of every runbook and block, runbooks first, by name. */
    List<RunbookVersion> newest();

    /** All versions of one runbook or block, newest first; empty where there is none of that id. */
    List<RunbookVersion> versions(String id);

    /** The diagram of a version, as it was deployed. */
    Optional<String> diagram(String id, int version);

    /** The diagrams and forms that new runs take, as the files of one folder. */
    Map<String, String> files();

    /** All that is wrong with files that belong together; empty if they may be deployed. */
    List<RunbookFinding> lint(Map<String, String> files);

    /**
     * Tries out a runbook on an engine of its own, without any site.
     *
     * @param chosen the outcomes to try at an element, by its id; all that are possible where it is not named
     * @throws IllegalArgumentException if there is no such runbook, or no such outcome
     */
    TrialReport test(Map<String, String> files, String runbook, Map<String, Set<String>> chosen);

    /**
     * Does something while nobody else deploys, on whichever node and by whichever door. Called in a transaction: the
     * others wait for its end.
     */
    <T> T alone(Supplier<T> work);

    /**
     * Deploys all files together, as the next version of everything in them. Runs under way keep theirs.
     *
     * @throws io.changeover.application.RefusedException if the files may not be deployed, with all reasons
     */
    List<RunbookVersion> deploy(Caller caller, Map<String, String> files, String reason);
}
