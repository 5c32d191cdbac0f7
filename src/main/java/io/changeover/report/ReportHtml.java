package io.changeover.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Writes reports as one HTML file that needs nothing else: no script, no other host. Everything from the records is
 * escaped. Safe for use by many threads.
 */
public final class ReportHtml {
    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final String style = read("/templates/report.css");

    public ReportHtml() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(ReportHtml.class.getClassLoader());
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        engine.setTemplateResolver(resolver);
    }

    public String write(RunReport report) {
        Map<String, Object> model =
                Map.of("report", report, "timeline", Timeline.of(report), "say", new Wording(), "style", style);
        return engine.process("report", new Context(Locale.ROOT, model));
    }

    private static String read(String resource) {
        try (InputStream in = ReportHtml.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + resource, fault);
        }
    }
}
