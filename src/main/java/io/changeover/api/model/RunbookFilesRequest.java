package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Diagrams and forms that belong together.
 *
 * @param files their texts, by name within the operators' folder, such as {@code blocks/decide.bpmn}
 * @param reason why they are deployed; not needed to have them judged
 * @param base by process id the version that the change began with; what was changed since is not deployed over. May be
 *     left out
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunbookFilesRequest(
        @Nullable Map<String, String> files,
        @Nullable String reason,
        @Nullable Map<String, Integer> base) {}
