package io.changeover.report.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes papers as one page with all that it needs. Safe for use by many threads. */
final class PaperHtml {
    /** What no XML may hold, and no page needs; what commands print may have it. */
    private static final Pattern ILLEGAL =
            Pattern.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final String screens = read("/templates/report.css") + read("/templates/paper-screen.css");
    private final String print = read("/templates/paper-print.css");

    PaperHtml() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(PaperHtml.class.getClassLoader());
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        engine.setTemplateResolver(resolver);
    }

    /** For browsers, which may print it too. */
    String forScreens(Paper paper) {
        return write(paper, screens, false);
    }

    /** Well-formed, and styled for a printer that knows no more than CSS 2.1. */
    String forPrint(Paper paper) {
        return write(paper, print, true);
    }

    private String write(Paper paper, String style, boolean printed) {
        Map<String, Object> model = Map.of("paper", paper, "style", style, "printed", printed);
        return ILLEGAL.matcher(engine.process("paper", new Context(Locale.ROOT, model)))
                .replaceAll("\uFFFD");
    }

    static String read(String resource) {
        try (InputStream in = PaperHtml.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + resource, fault);
        }
    }
}
