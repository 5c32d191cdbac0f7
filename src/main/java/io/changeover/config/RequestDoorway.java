package io.changeover.config;

import io.changeover.application.port.Doorway;
import io.changeover.domain.audit.Door;
import io.changeover.domain.audit.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Reads the origin from the request of the current thread: the door from its path, the address from its connection. */
@Component
final class RequestDoorway implements Doorway {
    /** How the command line names itself. */
    private static final String COMMAND_LINE = "changeover-cli";

    @Override
    public Origin origin() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : Origin.SERVER;
    }

    /** Where that request came from. */
    static Origin of(HttpServletRequest request) {
        return new Origin(door(request), request.getRemoteAddr());
    }

    private static Door door(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith("/api/")) {
            String agent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT))
                    .orElse("");
            return agent.startsWith(COMMAND_LINE) ? Door.CLI : Door.API;
        }
        if (path.startsWith("/engine-rest/")) {
            return Door.ENGINE_API;
        }
        return path.startsWith("/camunda/") ? Door.TASKLIST : Door.DASHBOARD;
    }
}
