package io.changeover.config;

import io.changeover.application.SameStart;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.servlet.ServletProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;

/** Makes both REST doors of the engine, its own and the one behind its web applications, answer refusals. */
@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {
    @Bean
    CamundaJerseyResourceConfig engineRest(ObjectProvider<SameStart> sameStart, @Lazy HistoryService history) {
        return new EngineRest(new RepeatAnswer(sameStart, history));
    }

    @Bean
    ServletContextInitializer webappEngineApi(CamundaBpmProperties properties) {
        return new WebappEngineApi(properties.getWebapp().getApplicationPath());
    }

    /** Programs come this way: a start that they repeat is answered with what it began the first time. */
    private static final class EngineRest extends CamundaJerseyResourceConfig {
        private final RepeatAnswer repeats;

        EngineRest(RepeatAnswer repeats) {
            this.repeats = repeats;
        }

        @Override
        protected void registerAdditionalResources() {
            super.registerAdditionalResources();
            repeats.mappers().forEach(this::register);
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
