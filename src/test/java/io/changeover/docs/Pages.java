package io.changeover.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown pages of this repository. */
final class Pages {
    static final Path ROOT = Path.of("").toAbsolutePath();

    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```([a-z]*)\\R(.*?)^\\1```\\s*$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    /** A page, by its path from the root. */
    record Page(Path path, String text) {
        static Page of(String path) {
            return read(ROOT.resolve(path));
        }

        private static Page read(Path file) {
            try {
                return new Page(ROOT.relativize(file), Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What stands between fences, with the line on which it begins. */
        List<Block> blocks() {
            List<Block> blocks = new ArrayList<>();
            Matcher matcher = FENCE.matcher(text);
            while (matcher.find()) {
                int line = text.substring(0, matcher.start(3)).split("\n", -1).length;
                blocks.add(new Block(path + ":" + line, matcher.group(2), matcher.group(3)));
            }
            return blocks;
        }

        /** The text without what stands between fences and in comments. */
        String prose() {
            return FENCE.matcher(text).replaceAll("").replaceAll("(?s)<!--.*?-->", "");
        }

        /** The names by which a link can lead to a heading. */
        List<String> anchors() {
            List<String> anchors = new ArrayList<>();
            Matcher matcher = HEADING.matcher(FENCE.matcher(text).replaceAll(""));
            while (matcher.find()) {
                anchors.add(matcher.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'));
            }
            return anchors;
        }
    }

    /** A fenced block. */
    record Block(String place, String language, String text) {}

    private Pages() {}

    /** All of them, without what a build makes. */
    static List<Page> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(target|node_modules|\\.git)/.*"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
