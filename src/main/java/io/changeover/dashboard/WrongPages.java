package io.changeover.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers an address that leads nowhere with a page where a page was asked for, and as a problem to programs. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WrongPages {
    @ExceptionHandler({ResponseStatusException.class, NoResourceFoundException.class})
    @Nullable
    Object nowhere(Exception wrong, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorResponse answer = (ErrorResponse) wrong;
        String wanted =
                Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("");
        if (wanted.contains("text/html")) {
            response.sendError(answer.getStatusCode().value());
            return null;
        }
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }
}
