package io.changeover.config;

import static org.springframework.http.HttpStatus.NO_CONTENT;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.application.Trail;
import jakarta.servlet.DispatcherType;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One login for all: the engine's users. Programs send name and password with every request, browsers sign in once.
 * Paths are matched as paths, never as controller mappings: the engine's servlets have none.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class SecurityConfiguration {
    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                    + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    private static final RequestMatcher ENGINE_PAGES = path("/camunda/**");
    private static final RequestMatcher ENGINE_API = path("/camunda/api/**");

    /** What a page fetches to renew a part of itself: nothing to come back to after the login. */
    private static final RequestMatcher PART_OF_A_PAGE = new OrRequestMatcher(
            new RequestHeaderRequestMatcher("HX-Request"),
            new RequestHeaderRequestMatcher("Accept", "text/event-stream"));

    @Bean
    AuthenticationProvider engineLogin(IdentityService identities) {
        return new EngineLogin(identities);
    }

    @Bean
    ProcessEnginePlugin accessPlugin() {
        return new AccessPlugin();
    }

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, ObjectMapper json, ObjectProvider<Trail> trail) throws Exception {
        ProblemAnswers answers = new ProblemAnswers(json);
        return http.securityMatcher(new OrRequestMatcher(
                        path("/engine-rest/**"), path("/api/**"), path("/actuator/**"), path("/v3/api-docs/**")))
                .authorizeHttpRequests(SecurityConfiguration::programRules)
                .httpBasic(basic -> basic.authenticationEntryPoint(answers))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .csrf(csrf -> csrf.disable()) // no cookie is accepted here
                .requestCache(cache -> cache.disable())
                .addFilterBefore(new RefusedRequests(trail), ExceptionTranslationFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    private static void programRules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(path("/actuator/health/**"))
                .permitAll()
                .requestMatchers(path("/actuator/**"))
                .hasAnyAuthority(Roles.authorities(Roles.ALL.toArray(String[]::new)))
                .requestMatchers(deployment("/engine-rest"))
                .hasAuthority(Roles.authority(Roles.ADMINS))
                .requestMatchers(path(HttpMethod.GET, "/api/**"))
                .hasAnyAuthority(Roles.authorities(Roles.ALL.toArray(String[]::new)))
                .requestMatchers(
                        path(HttpMethod.PUT, "/api/v1/plans/**"),
                        path(HttpMethod.POST, "/api/v1/plans/**"),
                        path(HttpMethod.POST, "/api/v1/runs/**"),
                        path(HttpMethod.POST, "/api/v1/runbooks/lint"),
                        path(HttpMethod.POST, "/api/v1/runbooks/test"))
                .hasAnyAuthority(Roles.authorities(Roles.OPERATORS, Roles.ADMINS))
                .requestMatchers(path(HttpMethod.POST, "/api/v1/decisions/**"))
                // Whom a question is for its plan says, which the gate behind every door asks.
                .hasAnyAuthority(Roles.authorities(Roles.ALL.toArray(String[]::new)))
                .requestMatchers(path("/api/**"))
                .hasAuthority(Roles.authority(Roles.ADMINS))
                .anyRequest()
                .authenticated();
    }

    @Bean
    @Order(2)
    SecurityFilterChain browsers(HttpSecurity http, ObjectProvider<Trail> trail) throws Exception {
        HttpSessionRequestCache pages = new HttpSessionRequestCache();
        pages.setRequestMatcher(new AndRequestMatcher(
                path(HttpMethod.GET, "/**"),
                new NegatedRequestMatcher(new OrRequestMatcher(
                        ENGINE_API, PART_OF_A_PAGE, path("/favicon.ico"), path("/error"), path("/*.js")))));
        pages.setMatchingRequestParameterName(null); // the address stays as it was asked for
        return http.authorizeHttpRequests(SecurityConfiguration::pageRules)
                .formLogin(form -> form.loginPage(LoginPage.PATH).defaultSuccessUrl("/", false))
                .logout(SecurityConfiguration::logout)
                .requestCache(cache -> cache.requestCache(pages))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(LoginPage.PATH),
                                new NegatedRequestMatcher(ENGINE_API))
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), ENGINE_API))
                .addFilterBefore(new RefusedRequests(trail), ExceptionTranslationFilter.class)
                .csrf(csrf -> csrf.ignoringRequestMatchers(ENGINE_API, path("/camunda/app/**"))) // have their own
                .headers(SecurityConfiguration::pageHeaders)
                .build();
    }

    /** The engine's pages show nobody more than the engine lets them; all others are for members of a group. */
    private static void pageRules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(deployment("/camunda/api/engine"))
                .hasAuthority(Roles.authority(Roles.ADMINS))
                .requestMatchers(path(LoginPage.PATH), path("/changeover.css"), path("/theme.js"))
                .permitAll()
                .requestMatchers(
                        path("/*.css"),
                        path("/*.js"),
                        path("/favicon.ico"),
                        path("/webjars/**"),
                        path("/error"),
                        path("/logout"),
                        ENGINE_PAGES)
                .authenticated()
                .anyRequest()
                .hasAnyAuthority(Roles.authorities(Roles.ALL.toArray(String[]::new)));
    }

    /** Logging out of the engine's pages logs out of all: they share the one login. */
    private static void logout(LogoutConfigurer<HttpSecurity> logout) {
        RequestMatcher engine = path(HttpMethod.POST, "/camunda/api/admin/auth/user/*/logout");
        logout.logoutRequestMatcher(new OrRequestMatcher(path(HttpMethod.POST, "/logout"), engine))
                .logoutSuccessUrl(LoginPage.PATH + "?logout")
                .defaultLogoutSuccessHandlerFor(new HttpStatusReturningLogoutSuccessHandler(NO_CONTENT), engine);
    }

    /** The engine's pages set a policy with a nonce of their own; a second one would forbid what that one allows. */
    private static void pageHeaders(HeadersConfigurer<HttpSecurity> headers) {
        headers.frameOptions(frames -> frames.sameOrigin())
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                        new NegatedRequestMatcher(ENGINE_PAGES),
                        new StaticHeadersWriter("Content-Security-Policy", PAGE_POLICY)))
                .addHeaderWriter(new StaticHeadersWriter("Referrer-Policy", "same-origin"));
    }

    /** All that creates a deployment below a REST root, for the default engine and for one named in the path. */
    private static RequestMatcher deployment(String root) {
        return new OrRequestMatcher(
                path(HttpMethod.POST, root + "/deployment/**"),
                path(HttpMethod.POST, root + "/engine/*/deployment/**"));
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
