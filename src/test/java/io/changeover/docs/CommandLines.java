package io.changeover.docs;

import io.changeover.cli.ChangeoverCli;
import io.changeover.cli.Surroundings;
import io.changeover.config.ServerCommand;
import io.changeover.demo.Demo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The words after {@code changeover} in the pages, judged by the commands themselves. Nothing is carried out. */
final class CommandLines {
    private static final Pattern IN_BLOCK =
            Pattern.compile("(?m)^ *(?:\\$ +)?(?:sudo (?:-u \\S+ )?)?(?:[A-Z_]+=\\S+ +)*(?:\\S*/)?changeover +(.+)$");
    private static final Pattern IN_PROSE = Pattern.compile("`(?:\\./)?changeover ([a-z][^`]*)`");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern VERB = Pattern.compile("[a-z][a-z-]*");

    private CommandLines() {}

    /** What stands in blocks that a shell reads; a line that ends with a backslash goes on. */
    static List<String> inBlocks(Pages.Page page) {
        return page.blocks().stream()
                .filter(block -> List.of("sh", "console").contains(block.language()))
                .flatMap(block -> found(IN_BLOCK, block.text().replaceAll("\\\\\\R\\s*", "")))
                .toList();
    }

    /** What stands in the text: verbs and options, with placeholders in capitals. */
    static List<String> inProse(Pages.Page page) {
        return found(IN_PROSE, page.prose()).toList();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found.stream();
    }

    /** What is wrong with a whole command, if anything is. */
    static Optional<String> mistake(String line) {
        List<String> words = words(line);
        try {
            if (words.contains("--help")) {
                return mistakeInVerbs(line);
            }
            boolean own = words.get(0).equals("server") || words.get(0).equals("demo");
            model(words).parseArgs(words.stream().skip(own ? 1 : 0).toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of("changeover " + line + ": " + e.getMessage());
        }
    }

    /** What is wrong with the verbs and the names of the options, if anything is. */
    static Optional<String> mistakeInVerbs(String line) {
        List<String> words = words(line);
        CommandLine at = model(words);
        List<String> rest = words;
        if (words.get(0).equals("server") || words.get(0).equals("demo")) {
            rest = words.subList(1, words.size());
        }
        for (String word : rest) {
            boolean verb = VERB.matcher(word).matches() && !at.getSubcommands().isEmpty();
            if (verb && !at.getSubcommands().containsKey(word)) {
                return Optional.of("changeover %s: there is no '%s'".formatted(line, word));
            }
            if (verb) {
                at = at.getSubcommands().get(word);
            } else if (word.equals("--")) {
                break;
            } else if (word.startsWith("-") && at.getCommandSpec().findOption(word.replaceAll("=.*", "")) == null) {
                return Optional.of("changeover %s: there is no option '%s'".formatted(line, word));
            }
        }
        return Optional.empty();
    }

    private static CommandLine model(List<String> words) {
        return switch (words.get(0)) {
            case "server" -> new CommandLine(ServerCommand.class);
            case "demo" -> new CommandLine(Demo.class);
            default -> ChangeoverCli.commandLine(Surroundings.ofProcess(Optional.empty(), Optional.empty()));
        };
    }

    /** As a shell would split them, up to what is for the shell itself. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String plain = matcher.group(3);
            if (plain != null && plain.matches("[|&<>#;].*|2>.*")) {
                break;
            }
            words.add(
                    plain != null
                            ? plain.replaceAll("[\"']", "")
                            : matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }
}
