package io.changeover.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the page on ticketing tells readers to type: requests, answers, scripts, and parts of rules. */
final class TicketingPage {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```([a-z]+)\\R(.*?)^```$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| `(.+)` \\|$");
    private static final String ADDRESS = "https://changeover.example.org";

    private final String text;

    TicketingPage() {
        try {
            text = Files.readString(Path.of("docs/ticketing.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request as it stands there, with the path below the server's address. */
    record Request(String method, String path, Map<String, String> headers, String body) {
        /** The same with other words in it. */
        Request with(String what, String by) {
            Map<String, String> other = new LinkedHashMap<>();
            headers.forEach((name, value) -> other.put(name, value.replace(what, by)));
            return new Request(method, path.replace(what, by), other, body.replace(what, by));
        }
    }

    /** What is said of the answer. */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** A request, and the answer where the page has one. */
    record Exchange(Request request, Optional<Answer> answer) {}

    /** The requests of a chapter, in order. */
    List<Exchange> exchanges(String chapter) {
        List<Exchange> all = new ArrayList<>();
        for (String block : blocks(chapter, "http")) {
            if (block.startsWith("HTTP/1.1 ")) {
                Exchange asked = all.remove(all.size() - 1);
                all.add(new Exchange(asked.request(), Optional.of(answer(block))));
            } else {
                all.add(new Exchange(request(block), Optional.empty()));
            }
        }
        return all;
    }

    /** The scripts of a chapter, in order. */
    List<String> scripts(String chapter) {
        return blocks(chapter, "javascript");
    }

    /** The rows of a chapter's table whose second column is to be typed. */
    Map<String, String> rows(String chapter) {
        Map<String, String> rows = new LinkedHashMap<>();
        Matcher matcher = ROW.matcher(chapter(chapter));
        while (matcher.find()) {
            rows.put(matcher.group(1), matcher.group(2));
        }
        return rows;
    }

    private static Request request(String block) {
        String[] first = block.lines().findFirst().orElseThrow().split(" ");
        if (first.length < 2 || !first[1].startsWith(ADDRESS)) {
            throw new IllegalStateException("no request to " + ADDRESS + ": " + block);
        }
        String path = String.join(" ", List.of(first).subList(1, first.length)).substring(ADDRESS.length());
        return new Request(first[0], path, headers(block), body(block));
    }

    private static Answer answer(String block) {
        int status = Integer.parseInt(block.lines()
                .findFirst()
                .orElseThrow()
                .substring("HTTP/1.1 ".length())
                .strip());
        return new Answer(status, headers(block), body(block));
    }

    private static Map<String, String> headers(String block) {
        Map<String, String> headers = new LinkedHashMap<>();
        block.lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .forEach(line ->
                        headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
        return headers;
    }

    private static String body(String block) {
        return block.substring(block.indexOf("\n\n") + 2).strip();
    }

    private List<String> blocks(String chapter, String language) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = FENCE.matcher(chapter(chapter));
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                blocks.add(matcher.group(2));
            }
        }
        return blocks;
    }

    private String chapter(String title) {
        int begin = text.indexOf("\n## " + title + "\n");
        if (begin < 0) {
            throw new IllegalStateException("the page has no chapter " + title);
        }
        int end = text.indexOf("\n## ", begin + 1);
        return text.substring(begin, end < 0 ? text.length() : end);
    }
}
