package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying out a runbook.
 *
 * @param passed whether every path comes to an end
 * @param covered whether there is nothing that no path came to
 * @param complete whether every outcome was tried in every situation; false where there were too many
 * paths, or too little time
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunbookTestView(
        String runbook, boolean passed, boolean covered, boolean complete, List<Path> paths, List<Coverage> coverage) {

    /**
     * One way from the start to an end.
     *
     * @param outcome what the diagram says of that end, or {@code ABORTED}; null for a block, and where there is no end
     * @param fault why it does not come to an end; null where it does
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Path(
            List<Choice> choices,
            String end,
            @Nullable String outcome,
            @Nullable String fault) {}

    /** How one element went. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Choice(String process, String element, String name, String outcome) {}

    /**
     * What of one process was passed.
     *
     * @param missed the ids of elements and flows that no path came to
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Coverage(
            String process, int elements, int elementsPassed, int flows, int flowsPassed, List<String> missed) {}
}
