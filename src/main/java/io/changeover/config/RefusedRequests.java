package io.changeover.config;

import io.changeover.application.RefusedException;
import io.changeover.application.Trail;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.RunId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Writes down what people asked for and were refused, at every door alike. It stands behind the login, so that strangers
 * cannot fill the audit, and before the rules on paths, so that it sees what these refuse.
 */
final class RefusedRequests extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<Integer> REFUSED = Set.of(403, 409);
    private static final Pattern QUESTION = Pattern.compile(".*/(check|diff)|.*/runbooks/(lint|test)");
    private static final Pattern RUN = Pattern.compile(".*/runs/([a-z0-9-]+-[0-9]{1,9})(/.*)?");
    private static final Pattern PLAN = Pattern.compile(".*/plans/([a-z0-9-]+)(/.*)?");

    private final ObjectProvider<Trail> trail;

    RefusedRequests(ObjectProvider<Trail> trail) {
        this.trail = trail;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                || QUESTION.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        Optional<String> why = why(request, response);
        if (why.isPresent() && caller != null && caller.isAuthenticated()) {
            String path = request.getRequestURI();
            String detail = "%s %s: %s".formatted(request.getMethod(), path, why.get());
            Optional<PlanId> plan = named(PLAN, path, PlanId::new);
            Optional<RunId> run = named(RUN, path, RunId::new);
            // The thread may have forgotten the request by now; the engine's own filters see to that.
            trail.ifAvailable(one -> one.refused(RequestDoorway.of(request), plan, run, detail));
        }
    }

    /** The reasons where they are known, however the page answered, else the status of the answer; empty where nothing was refused. */
    private static Optional<String> why(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof Exception thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof RefusedException refused) {
                    return Optional.of(
                            refused.blockers().stream().map(Blocker::sentence).collect(Collectors.joining("; ")));
                }
            }
        }
        return REFUSED.contains(response.getStatus())
                ? Optional.of("status " + response.getStatus())
                : Optional.empty();
    }

    private static <T> Optional<T> named(Pattern pattern, String path, Function<String, T> name) {
        Matcher matcher = pattern.matcher(path);
        try {
            return matcher.matches() ? Optional.of(name.apply(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
