package io.changeover.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "plans")
final class SchemaController {
    private final Supplier<String> planSchema;

    SchemaController(@Qualifier("planSchema") Supplier<String> planSchema) {
        this.planSchema = planSchema;
    }

    @GetMapping(path = "/api/v1/schema/plan", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The JSON Schema of plan files, for editors")
    String plan() {
        return planSchema.get();
    }
}
