package io.changeover.runbook.trial;

import io.changeover.application.TrialReport;
import io.changeover.runbook.trial.Option.Deed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes path after path through a runbook until every outcome was tried in every situation. A path goes on with what was
 * not tried yet, and to get back to where something is left to try it repeats the choices that led there. Not
 * thread-safe.
 */
final class Explorer {
    /** A path with more choices than this does not end. */
    private static final int LONGEST = 400;

    private final TrialEngine engine;
    private final Outcomes outcomes;
    private final String runbook;
    private final Map<String, Set<String>> chosen;
    private final int limit;
    private final BooleanSupplier late;
    private boolean cut;
    private final Map<String, Situation> situations = new LinkedHashMap<>();
    private final Map<String, Set<String>> offered = new TreeMap<>();
    private final List<List<TrialReport.Choice>> aborted = new ArrayList<>();

    /** What is known of one situation. */
    private static final class Situation {
        private final List<String> way;
        private final List<Option> options;
        private final Set<String> open;

        private Situation(List<String> way, List<Option> options) {
            this.way = List.copyOf(way);
            this.options = List.copyOf(options);
            this.open = new LinkedHashSet<>(options.stream().map(Option::key).toList());
        }
    }

    /** @param late whether the time is over that there is for all paths */
    Explorer(
            TrialEngine engine,
            Outcomes outcomes,
            String runbook,
            Map<String, Set<String>> chosen,
            int limit,
            BooleanSupplier late) {
        this.engine = engine;
        this.outcomes = outcomes;
        this.runbook = runbook;
        this.chosen = chosen;
        this.limit = limit;
        this.late = late;
    }

    /** All paths that were taken to their ends. */
    List<TrialReport.Path> explore(Ends ends) {
        List<TrialReport.Path> paths = new ArrayList<>();
        Optional<List<String>> next = Optional.of(List.of());
        while (next.isPresent() && paths.size() < limit && !timeIsOver()) {
            new Walk(next.get()).toItsEnd(ends).ifPresent(paths::add);
            next = left();
        }
        aborted.forEach(choices -> paths.add(ends.path(choices, List.of(), Optional.empty())));
        return paths;
    }

    /** The way to the first situation in which something was not tried. */
    private Optional<List<String>> left() {
        return situations.values().stream()
                .filter(one -> !one.open.isEmpty())
                .map(one -> one.way)
                .findFirst();
    }

    boolean complete() {
        return left().isEmpty() && !cut;
    }

    private boolean timeIsOver() {
        cut |= late.getAsBoolean();
        return cut;
    }

    /** The outcomes that were there to choose from, by element. */
    Map<String, Set<String>> offered() {
        return offered;
    }

    /** What a path ended with, told by what it has passed last. */
    @FunctionalInterface
    interface Ends {
        TrialReport.Path path(List<TrialReport.Choice> choices, List<String> passed, Optional<String> fault);
    }

    /** One run from its start to its end. */
    private final class Walk {
        private final List<String> wanted;
        private final List<String> way = new ArrayList<>();
        private final List<TrialReport.Choice> choices = new ArrayList<>();
        private final Map<String, Integer> taken = new HashMap<>();

        private Walk(List<String> wanted) {
            this.wanted = wanted;
        }

        /** The path; none if the time was over on the way. */
        private Optional<TrialReport.Path> toItsEnd(Ends ends) {
            engine.clear();
            engine.marks().newRun();
            Optional<String> fault;
            try {
                fault = goOn();
            } catch (RuntimeException | Marks.GoesRound e) {
                fault = Optional.of(reason(e));
            }
            return cut
                    ? Optional.empty()
                    : Optional.of(ends.path(choices, engine.marks().ofThisRun(), fault));
        }

        private Optional<String> goOn() {
            choose("", List.of(), () -> outcomes.starts(runbook));
            while (!engine.ended() && !timeIsOver()) {
                List<Token> tokens = engine.tokens();
                if (tokens.isEmpty()) {
                    return Optional.of("it waits for something that no step, person or time brings");
                }
                if (choices.size() >= LONGEST) {
                    return Optional.of("it does not end: %d choices were made".formatted(LONGEST));
                }
                choose(engine.situation(tokens), tokens, () -> options(tokens));
            }
            return Optional.empty();
        }

        /** Of what works at the same time only the first goes on, as the others do not depend on it. */
        private List<Option> options(List<Token> tokens) {
            List<Option> options = new ArrayList<>();
            tokens.stream().filter(Token::works).findFirst().ifPresent(token -> options.addAll(of(token)));
            tokens.stream().filter(token -> !token.works()).forEach(token -> options.addAll(of(token)));
            return options;
        }

        private List<Option> of(Token token) {
            return outcomes.of(token, engine.catchesFailure(token), engine.catchesLoss(token), engine.promoted());
        }

        private void choose(String place, List<Token> tokens, Supplier<List<Option>> all) {
            Situation situation = situations.get(place);
            if (situation == null) {
                situation = new Situation(way, withoutAborts(wishedFor(all.get())));
                situations.put(place, situation);
            }
            Option option = next(place, situation);
            situation.open.remove(option.key());
            taken.merge(place + option.key(), 1, Integer::sum);
            way.add(option.key());
            choices.add(option.choice());
            engine.carryOut(bound(option, tokens));
        }

        /** An abort ends a run wherever it is: such a path is known without taking it. */
        private List<Option> withoutAborts(List<Option> all) {
            List<Option> others =
                    all.stream().filter(option -> option.deed() != Deed.ABORT).toList();
            if (others.isEmpty()) {
                return all;
            }
            all.stream().filter(option -> option.deed() == Deed.ABORT).forEach(option -> {
                List<TrialReport.Choice> path = new ArrayList<>(choices);
                path.add(option.choice());
                aborted.add(path);
            });
            return others;
        }

        private Option next(String place, Situation situation) {
            if (way.size() < wanted.size()) {
                String key = wanted.get(way.size());
                return situation.options.stream()
                        .filter(option -> option.key().equals(key))
                        .findFirst()
                        .orElse(situation.options.get(0));
            }
            return situation.options.stream()
                    .filter(option -> situation.open.contains(option.key()))
                    .findFirst()
                    .orElseGet(() -> leastTaken(place, situation.options));
        }

        /** The option as it is in this run, where what waits has another id than in those before. */
        private static Option bound(Option option, List<Token> tokens) {
            return tokens.stream()
                    .filter(token -> token.place().equals(option.process() + "/" + option.element()))
                    .findFirst()
                    .map(token -> option.at(token.id()))
                    .orElse(option);
        }

        private Option leastTaken(String place, List<Option> options) {
            Option least = options.get(0);
            for (Option option : options) {
                if (taken.getOrDefault(place + option.key(), 0) < taken.getOrDefault(place + least.key(), 0)) {
                    least = option;
                }
            }
            return least;
        }

        /** Only what was asked for, where something was. */
        private List<Option> wishedFor(List<Option> all) {
            all.forEach(option -> offered.computeIfAbsent(option.element(), key -> new TreeSet<>())
                    .add(option.outcome()));
            List<Option> wished = all.stream()
                    .filter(option -> chosen.getOrDefault(option.element(), Set.of(option.outcome()))
                            .contains(option.outcome()))
                    .toList();
            return wished.isEmpty() ? all : wished;
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
