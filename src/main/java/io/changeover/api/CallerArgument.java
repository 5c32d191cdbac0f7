package io.changeover.api;

import io.changeover.application.Caller;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;

/** Who is signed in, as the use cases know it. */
final class CallerArgument {
    private static final String GROUP = "GROUP_";

    private CallerArgument() {}

    static Caller of(Authentication authentication) {
        return new Caller(
                authentication.getName(),
                authentication.getAuthorities().stream()
                        .map(Object::toString)
                        .filter(authority -> authority.startsWith(GROUP))
                        .map(authority -> authority.substring(GROUP.length()))
                        .collect(Collectors.toSet()));
    }
}
