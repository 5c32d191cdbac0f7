package io.changeover.dashboard;

import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Serves the pages with sample values on a loopback port, for people who work on their looks. */
@ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    ThymeleafAutoConfiguration.class
})
@Import({OverviewController.class, RunPageController.class, ActionController.class, PageFrame.class})
class DashboardPreview {
    public static void main(String[] arguments) {
        SpringApplication preview = new SpringApplication(DashboardPreview.class);
        preview.setDefaultProperties(Map.of("server.port", arguments[0], "server.address", "127.0.0.1"));
        preview.run();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SampleDashboard sample(Clock clock) {
        return new SampleDashboard(clock.instant());
    }
}
