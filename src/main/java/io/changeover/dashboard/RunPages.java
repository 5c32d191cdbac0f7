package io.changeover.dashboard;

import java.util.Optional;

/** What the page of a run shows, as the person who looks at it may see it. Empty for what there is not. */
public interface RunPages {
    /** The page. */
    Optional<RunPage> page(String run);

    /** One operation of it. */
    Optional<OperationDetail> operation(String run, String operation);

    /** Its diagrams and how the elements in them stand. */
    Optional<RunMarks> marks(String run);

    /** The BPMN file of one of its diagrams. */
    Optional<String> diagram(String run, String process);
}
