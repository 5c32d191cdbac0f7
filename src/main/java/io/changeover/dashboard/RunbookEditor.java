package io.changeover.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * What the editor in the browser is made of. Its bundle is fetched by the build; a build that could not get it has no
 * editor, and the page offers the file instead. Thread-safe.
 */
@Component
final class RunbookEditor {
    /** Where the pages find the bundle. */
    static final String BUNDLE = "webjars/camunda-bpmn-js/5.35.0/dist/camunda-platform-modeler.production.min.js";

    private static final String TEMPLATES = "classpath*:processes/.camunda/element-templates/*.json";

    private final PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

    boolean isThere() {
        return resources.getResource("classpath:META-INF/resources/" + BUNDLE).exists();
    }

    /** All element templates that come with the product, in one list. */
    String templates() {
        ObjectMapper json = new ObjectMapper();
        ArrayNode all = json.createArrayNode();
        try {
            for (Resource resource : resources.getResources(TEMPLATES)) {
                try (InputStream content = resource.getInputStream()) {
                    JsonNode file = json.readTree(content);
                    if (file.isArray()) {
                        file.forEach(all::add);
                    } else {
                        all.add(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }
}
