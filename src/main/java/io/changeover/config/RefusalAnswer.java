package io.changeover.config;

import io.changeover.application.RefusedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Answers a refusal with 409, or 403 where it is about the person, and all its reasons, however deep the engine has
 * wrapped it; the rest as the engine does.
 */
abstract class RefusalAnswer<T extends Throwable> implements ExceptionMapper<T> {
    private final Instead instead;

    private RefusalAnswer(Instead instead) {
        this.instead = instead;
    }

    /** What a door answers that knows better than to refuse, if it does. */
    interface Instead {
        Instead NOTHING = refused -> Optional.empty();

        Optional<Response> of(RefusedException refused);
    }

    @Override
    public Response toResponse(T failure) {
        return refusal(failure)
                .map(refused -> instead.of(refused).orElseGet(() -> answer(refused)))
                .orElseGet(() -> ExceptionHandlerHelper.getInstance().getResponse(failure));
    }

    private static Optional<RefusedException> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private static Response answer(RefusedException refused) {
        tell(refused);
        List<Map<String, String>> blockers = refused.blockers().stream()
                .map(blocker -> Map.of("code", blocker.code(), "sentence", blocker.sentence()))
                .toList();
        boolean forbidden =
                refused.blockers().stream().anyMatch(one -> one.code().equals("NOT_ALLOWED"));
        return Response.status(forbidden ? Response.Status.FORBIDDEN : Response.Status.CONFLICT)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of(
                        "type",
                        "RefusedException",
                        "message",
                        String.valueOf(refused.getMessage()),
                        "blockers",
                        blockers))
                .build();
    }

    /** Leaves the reasons to whoever writes down what was refused. */
    private static void tell(RefusedException refused) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE, refused, RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** Thrown through as it is. */
    @Priority(1)
    public static final class Bare extends RefusalAnswer<RefusedException> {
        public Bare() {
            this(Instead.NOTHING);
        }

        Bare(Instead instead) {
            super(instead);
        }
    }

    /** Wrapped by the engine. */
    @Priority(1)
    public static final class FromEngine extends RefusalAnswer<ProcessEngineException> {
        public FromEngine() {
            this(Instead.NOTHING);
        }

        FromEngine(Instead instead) {
            super(instead);
        }
    }

    /** Wrapped by the engine and again by its REST API. */
    @Priority(1)
    public static final class FromRest extends RefusalAnswer<RestException> {
        public FromRest() {
            this(Instead.NOTHING);
        }

        FromRest(Instead instead) {
            super(instead);
        }
    }

    static List<Class<?>> mappers() {
        return List.of(Bare.class, FromEngine.class, FromRest.class);
    }
}
