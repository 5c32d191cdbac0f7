package io.changeover.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;

/** Writes reports as JSON: times and durations as ISO 8601, what is not known as null. Safe for use by many threads. */
public final class ReportJson {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public String write(RunReport report) {
        try {
            return mapper.writeValueAsString(report);
        } catch (JsonProcessingException fault) {
            throw new UncheckedIOException(
                    "the report of run %s cannot be written as JSON"
                            .formatted(report.run().id()),
                    fault);
        }
    }
}
