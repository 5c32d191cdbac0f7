package io.changeover.config;

import jakarta.servlet.ServletRegistration;
import java.util.stream.Collectors;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Makes both REST doors of the engine, its own and the one behind its web applications, answer refusals alike. */
@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {
    private static final String WEBAPP_SERVLET = "Engine Api";

    @Bean
    CamundaJerseyResourceConfig engineRest() {
        return new EngineRest();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServletContextInitializer webappRefusals() {
        return context -> {
            ServletRegistration webapp = context.getServletRegistration(WEBAPP_SERVLET);
            if (webapp == null) {
                throw new IllegalStateException(
                        "the engine's web applications must be set up first, found no servlet " + WEBAPP_SERVLET
                                + " among " + context.getServletRegistrations().keySet());
            }
            webapp.setInitParameter(
                    ServerProperties.PROVIDER_CLASSNAMES,
                    RefusalAnswer.mappers().stream().map(Class::getName).collect(Collectors.joining(",")));
        };
    }

    private static final class EngineRest extends CamundaJerseyResourceConfig {
        @Override
        protected void registerAdditionalResources() {
            super.registerAdditionalResources();
            RefusalAnswer.mappers().forEach(this::register);
        }
    }
}
