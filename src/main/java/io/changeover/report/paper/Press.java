package io.changeover.report.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;

/**
 * Prints reports in any form. JSON has times and durations as ISO 8601, and what is not known as null. Safe for use by
 * many threads.
 */
public final class Press {
    private final PaperHtml html = new PaperHtml();
    private final PaperPdf pdf = new PaperPdf();
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The report in that form. */
    public Printed print(Draft draft, Form form) {
        return switch (form) {
            case JSON -> Printed.of(form, draft.name(), json(draft.data()));
            case HTML ->
                Printed.of(
                        form,
                        draft.name(),
                        draft.page()
                                .map(page -> page.get())
                                .orElseGet(() -> html.forScreens(draft.paper().get())));
            case PDF ->
                new Printed(
                        form,
                        draft.name(),
                        pdf.write(html.forPrint(draft.paper().get())));
            case CSV -> Printed.of(form, draft.name(), draft.sheet().get().csv());
        };
    }

    /** That as JSON. */
    public String json(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException fault) {
            throw new UncheckedIOException("a report cannot be written as JSON", fault);
        }
    }
}
