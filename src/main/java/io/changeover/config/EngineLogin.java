package io.changeover.config;

import java.util.List;
import org.camunda.bpm.engine.AuthenticationException;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Checks a name and password against the engine's users; the engine locks a user for a while after wrong passwords. */
final class EngineLogin implements AuthenticationProvider {
    private final IdentityService identities;

    EngineLogin(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String user = given.getName();
        String password = String.valueOf(given.getCredentials());
        if (!matches(user, password)) {
            throw new BadCredentialsException("unknown user or wrong password");
        }
        List<GrantedAuthority> authorities = identities.createGroupQuery().groupMember(user).list().stream()
                .map(group -> (GrantedAuthority) new SimpleGrantedAuthority(Roles.authority(group.getId())))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(user, null, authorities);
    }

    private boolean matches(String user, String password) {
        try {
            return !user.isBlank() && identities.checkPassword(user, password);
        } catch (AuthenticationException locked) {
            return false;
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
