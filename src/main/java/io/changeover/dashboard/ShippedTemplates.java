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

/** The element templates that come with the product, for the editor in the browser. Thread-safe. */
@Component
final class ShippedTemplates {
    private static final String TEMPLATES = "classpath*:processes/.camunda/element-templates/*.json";

    private final PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

    /** All of them in one list, as JSON. */
    String all() {
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
