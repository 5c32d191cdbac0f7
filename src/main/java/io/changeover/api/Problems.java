package io.changeover.api;

import io.changeover.api.model.BlockerView;
import io.changeover.api.model.ErrorView;
import io.changeover.api.model.PlanProblemView;
import io.changeover.application.RefusedException;
import io.changeover.application.port.PlanParser.InvalidPlanException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is no success, as {@code application/problem+json}. */
@RestControllerAdvice(basePackages = "io.changeover.api")
final class Problems {
    @ExceptionHandler
    ResponseEntity<ErrorView> refused(RefusedException e) {
        return refusal(e, null);
    }

    @ExceptionHandler
    ResponseEntity<ErrorView> startRefused(StartRefusedException e) {
        return refusal(e.refusal(), e.first().map(Object::toString).orElse(null));
    }

    @ExceptionHandler
    ResponseEntity<ErrorView> notFound(NotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "not found", e.getMessage(), "NOT_FOUND");
    }

    @ExceptionHandler
    ResponseEntity<ErrorView> unusable(IllegalArgumentException e) {
        return problem(HttpStatus.BAD_REQUEST, "unusable request", e.getMessage(), "REQUEST_UNUSABLE");
    }

    @ExceptionHandler
    ResponseEntity<ErrorView> unreadable(HttpMessageNotReadableException e) {
        String why = Optional.ofNullable(e.getMostSpecificCause().getMessage()).orElse("the body cannot be read");
        return problem(
                HttpStatus.BAD_REQUEST,
                "unreadable request",
                why.lines().findFirst().orElse(why),
                "BODY_UNREADABLE");
    }

    @ExceptionHandler
    ResponseEntity<ErrorView> invalidPlan(InvalidPlanException e) {
        List<PlanProblemView> problems = e.problems().stream()
                .map(one -> new PlanProblemView(one.line(), one.column(), one.path(), one.message()))
                .toList();
        HttpStatus status = HttpStatus.UNPROCESSABLE_ENTITY;
        return answer(
                status,
                new ErrorView(
                        status.value(), "invalid plan", e.getMessage(), "PLAN_INVALID", List.of(), problems, null));
    }

    private static ResponseEntity<ErrorView> refusal(RefusedException e, @Nullable String run) {
        boolean forbidden = e.blockers().stream().anyMatch(one -> one.code().equals("NOT_ALLOWED"));
        HttpStatus status = forbidden ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
        List<BlockerView> blockers = e.blockers().stream()
                .map(one -> new BlockerView(one.code(), one.sentence()))
                .toList();
        String code = e.blockers().isEmpty() ? "REFUSED" : e.blockers().get(0).code();
        return answer(status, new ErrorView(status.value(), "refused", e.getMessage(), code, blockers, List.of(), run));
    }

    private static ResponseEntity<ErrorView> problem(
            HttpStatus status, String title, @Nullable String detail, String code) {
        return answer(status, new ErrorView(status.value(), title, detail, code, List.of(), List.of(), null));
    }

    private static ResponseEntity<ErrorView> answer(HttpStatus status, ErrorView body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
