package io.changeover.config;

import io.changeover.application.Caller;
import io.changeover.application.port.SignedIn;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Reads the caller from Spring Security, which has signed it in. */
@Component
final class SecurityContextSignedIn implements SignedIn {
    @Override
    public Caller caller() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(SecurityContextSignedIn::caller)
                .orElse(new Caller("nobody", Set.of()));
    }

    private static Caller caller(Authentication authentication) {
        return new Caller(
                authentication.getName(),
                authentication.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .map(Roles::group)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
