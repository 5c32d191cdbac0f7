package io.changeover.config;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.servlet.ServletProperties;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Makes both REST doors of the engine, its own and the one behind its web applications, answer refusals alike. */
@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {
    @Bean
    CamundaJerseyResourceConfig engineRest() {
        return new EngineRest();
    }

    @Bean
    ServletContextInitializer webappEngineApi(CamundaBpmProperties properties) {
        return new WebappEngineApi(properties.getWebapp().getApplicationPath());
    }

    private static final class EngineRest extends CamundaJerseyResourceConfig {
        @Override
        protected void registerAdditionalResources() {
            super.registerAdditionalResources();
            RefusalAnswer.mappers().forEach(this::register);
        }
    }

    /**
     * Registers the web applications' REST servlet with the mappers, before the engine's own set-up does without: that
     * one leaves a servlet of this name alone.
     */
    private record WebappEngineApi(String root) implements ServletContextInitializer, Ordered {
        private static final String NAME = "Engine Api";

        @Override
        public void onStartup(ServletContext context) {
            ServletRegistration servlet = context.addServlet(NAME, ServletContainer.class);
            if (servlet == null) {
                throw new IllegalStateException(
                        "this set-up must come first, but the servlet %s is there".formatted(NAME));
            }
            servlet.addMapping(root + "/api/engine/*");
            servlet.setInitParameters(Map.of(
                    ServletProperties.JAXRS_APPLICATION_CLASS,
                    EngineRestApplication.class.getName(),
                    ServerProperties.PROVIDER_CLASSNAMES,
                    RefusalAnswer.mappers().stream().map(Class::getName).collect(Collectors.joining(","))));
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
