package io.changeover.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws the runbooks for the documentation, as bpmn-js shows them; run by scripts/screenshots, not with the tests. */
class RunbookPictures {
    private static final Path SOURCES = Path.of("processes");
    private static final Path FOLDER = Path.of("docs", "runbooks");
    private static final String VIEWER = "/META-INF/resources/webjars/bpmn-js/8.0.0/dist/bpmn-viewer.production.min.js";
    private static final Pattern SIZE = Pattern.compile("width=\"([0-9.]+)\" height=\"([0-9.]+)\"");

    private static final String DRAW = """
            const done = arguments[arguments.length - 1];
            const paper = document.createElement('div');
            paper.style.cssText = 'position: fixed; inset: 0; background: white';
            document.body.replaceChildren(paper);
            const viewer = new BpmnJS({ container: paper });
            viewer.importXML(arguments[0])
                .then(() => viewer.saveSVG())
                .then(result => { viewer.destroy(); done(result.svg); })
                .catch(problem => done('cannot be drawn: ' + problem.message));
            """;

    private static final String SHOW = """
            document.body.style.cssText = 'margin: 0; background: white';
            document.body.innerHTML = arguments[0].substring(arguments[0].indexOf('<svg'));
            """;

    @Test
    void draw(@TempDir Path profile) throws IOException {
        try (Browser browser = new Browser(0, profile)) {
            browser.openBlank();
            browser.run(viewer());
            for (Path diagram : diagrams()) {
                draw(browser, diagram);
            }
        }
    }

    private static void draw(Browser browser, Path diagram) throws IOException {
        String name = diagram.getFileName().toString().replace(".bpmn", "");
        String svg = String.valueOf(browser.answer(DRAW, Files.readString(diagram)));
        Matcher size = SIZE.matcher(svg);
        if (!size.find()) {
            throw new IllegalStateException(diagram + ": " + svg);
        }
        browser.run(SHOW, svg);
        Files.writeString(FOLDER.resolve(name + ".svg"), svg.replaceAll("(?m)[ \t]+$", ""));
        Files.write(
                FOLDER.resolve(name + ".png"),
                browser.picture(Double.parseDouble(size.group(1)), Double.parseDouble(size.group(2))));
    }

    private static List<Path> diagrams() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .toList();
        }
    }

    private static String viewer() throws IOException {
        try (InputStream script = RunbookPictures.class.getResourceAsStream(VIEWER)) {
            return new String(Objects.requireNonNull(script, VIEWER).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
