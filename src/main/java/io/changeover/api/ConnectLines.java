package io.changeover.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.ConnectCheckView;
import io.changeover.api.model.ConnectEventView;
import io.changeover.application.ConnectCheck;
import io.changeover.domain.run.OperationRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;

/**
 * Writes each thing that happens in a check as one line of JSON, at once. The first line is written before anything is
 * asked, so that a refusal can still be an answer of its own.
 */
final class ConnectLines implements ConnectCheck.Progress {
    private final HttpServletResponse response;
    private final ObjectMapper json;

    ConnectLines(HttpServletResponse response, ObjectMapper json) {
        this.response = response;
        this.json = json;
    }

    @Override
    public void planned(List<OperationRecord> all) {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        write(new ConnectEventView("PLANNED", all.size(), null, null));
    }

    @Override
    public void begun(OperationRecord operation) {
        write(new ConnectEventView("BEGUN", null, Views.finding(operation), null));
    }

    @Override
    public void ended(OperationRecord operation) {
        write(new ConnectEventView("ENDED", null, Views.finding(operation), null));
    }

    void done(ConnectCheckView result) {
        write(new ConnectEventView("DONE", null, null, result));
    }

    private synchronized void write(ConnectEventView event) {
        try {
            response.getOutputStream().write(json.writeValueAsBytes(event));
            response.getOutputStream().write('\n');
            response.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("nobody listens any more", e);
        }
    }
}
