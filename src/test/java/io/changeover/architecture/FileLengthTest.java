package io.changeover.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps main source files short enough to be read in one sitting. */
class FileLengthTest {
    private static final int LIMIT = 300;

    @Test
    void noMainSourceFileIsLongerThanTheLimit() throws IOException {
        assertThat(tooLong(Path.of("src/main/java"))).isEmpty();
        if (!House.AWAITED.contains("connector.ssh")) {
            assertThat(tooLong(Path.of("connectors/src/main/java"))).isEmpty();
        }
    }

    @Test
    void aFileOfOneLineTooManyIsNamed(@TempDir Path folder) throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Files.write(deep.resolve("Fits.java"), Collections.nCopies(LIMIT, "//"));
        Files.write(deep.resolve("Long.java"), Collections.nCopies(LIMIT + 1, "//"));
        assertThat(tooLong(folder)).singleElement().asString().contains("Long.java: 301 lines");
    }

    private static List<String> tooLong(Path root) throws IOException {
        assertThat(hasSources(root))
                .as("sources below " + root.toAbsolutePath())
                .isTrue();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(FileLengthTest::isSource)
                    .filter(file -> lines(file) > LIMIT)
                    .map(file -> "%s: %d lines, %d allowed".formatted(file, lines(file), LIMIT))
                    .toList();
        }
    }

    private static boolean hasSources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.anyMatch(FileLengthTest::isSource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java");
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
