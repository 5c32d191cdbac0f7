package io.changeover.domain.run;

import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What must hold for a step that a diagram describes by itself, as far as it can be told without a plan. Thread-safe. */
public final class FreeStepRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final List<String> NAMES =
            List.of(FreeStep.HOSTS, FreeStep.INSTANCES, FreeStep.GROUPS, FreeStep.ROUTES, FreeStep.DATASETS);

    private final List<Descriptor> connectors;

    /** @param connectors those that a step may name; with none of them names and settings are not judged */
    public FreeStepRules(Collection<Descriptor> connectors) {
        this.connectors = List.copyOf(connectors);
    }

    /** Everything that is wrong with a step, one sentence each; values of secrets are not repeated. */
    public List<String> mistakes(FreeStep step) {
        List<String> mistakes = new ArrayList<>();
        own(step, mistakes);
        if (step.connector().isEmpty()) {
            mistakes.add("the property connector is missing");
        } else if (!connectors.isEmpty()) {
            settings(step, mistakes);
        }
        return List.copyOf(mistakes);
    }

    private static void own(FreeStep step, List<String> mistakes) {
        List<String> verbs =
                FreeStep.OPERATIONS.stream().map(FreeStep::wireName).toList();
        require(step, FreeStep.OPERATION, verbs::contains, "one of " + verbs, mistakes);
        require(step, FreeStep.SITE, List.of("source", "target")::contains, "source or target", mistakes);
        require(step, FreeStep.WITHIN, DrawnText::isDuration, "a time such as 30s or 5m", mistakes);
        require(step, FreeStep.EVERY, DrawnText::isDuration, "a time such as 500ms or 10s", mistakes);
        require(step, FreeStep.TIMES, text -> text.matches("[1-9]\\d{0,3}"), "a number from 1 to 9999", mistakes);
        for (String word : NAMES) {
            step.names(word).stream()
                    .filter(name -> !NAME.matcher(name).matches())
                    .forEach(name -> mistakes.add(
                            "the property %s must be names of the plan, as they stand and with commas between them, found '%s'"
                                    .formatted(word, name)));
        }
        List<String> words = words(step.operation());
        String verb = FreeStep.wireName(step.operation());
        FreeStep.WORDS.stream()
                .filter(word -> !words.contains(word) && step.find(word).isPresent())
                .forEach(word -> mistakes.add("a step with the operation %s has no property %s".formatted(verb, word)));
        if (!step.ownSettings() && step.find(words.get(words.size() - 1)).isEmpty()) {
            mistakes.add("the property %s is missing: names of the plan".formatted(words.get(words.size() - 1)));
        }
    }

    /** The words of a step that does this; what must be named stands last. */
    private static List<String> words(Operation operation) {
        List<String> words = new ArrayList<>(List.of(FreeStep.CONNECTOR, FreeStep.OPERATION));
        switch (operation) {
            case CALL ->
                words.addAll(
                        List.of(FreeStep.HOSTS, FreeStep.INSTANCES, FreeStep.GROUPS, FreeStep.SITE, FreeStep.WITHIN));
            case CHECK ->
                words.addAll(List.of(
                        FreeStep.HOSTS,
                        FreeStep.INSTANCES,
                        FreeStep.GROUPS,
                        FreeStep.SITE,
                        FreeStep.WITHIN,
                        FreeStep.TIMES,
                        FreeStep.EVERY));
            case SWITCH -> words.addAll(List.of(FreeStep.SITE, FreeStep.ROUTES));
            default -> words.add(FreeStep.DATASETS);
        }
        return words;
    }

    private static void require(
            FreeStep step, String word, Predicate<String> good, String wanted, List<String> mistakes) {
        step.find(word)
                .filter(good.negate())
                .ifPresent(
                        text -> mistakes.add("the property %s must be %s, found '%s'".formatted(word, wanted, text)));
    }

    private void settings(FreeStep step, List<String> mistakes) {
        Optional<Descriptor> found = connectors.stream()
                .filter(one -> one.name().equals(step.connector()))
                .findFirst();
        Operation operation = step.operation();
        String verb = FreeStep.wireName(operation);
        if (found.isEmpty() || !found.get().operations().contains(operation)) {
            List<String> able = connectors.stream()
                    .filter(one -> one.operations().contains(operation))
                    .map(Descriptor::name)
                    .sorted()
                    .toList();
            mistakes.add("the connector of a %s is one of %s, found '%s'".formatted(verb, able, step.connector()));
            return;
        }
        List<Field> fields = step.ownSettings() ? found.get().fields(operation.kind()) : List.of();
        List<String> names = fields.stream().map(Field::name).toList();
        step.drawn().keySet().stream()
                .filter(name -> !FreeStep.WORDS.contains(name) && !names.contains(name))
                .sorted()
                .forEach(name -> mistakes.add(
                        step.ownSettings()
                                ? "a %s of the connector %s has the settings %s, found '%s'"
                                        .formatted(verb, step.connector(), names, name)
                                : "a %s takes its settings from the plan, found '%s'".formatted(verb, name)));
        fields.stream()
                .filter(field -> !FreeStep.WORDS.contains(field.name()))
                .forEach(field -> setting(step, field, mistakes));
    }

    private static void setting(FreeStep step, Field field, List<String> mistakes) {
        Optional<String> text = step.find(field.name());
        if (text.isEmpty() && field.required()) {
            mistakes.add("the setting %s is missing: %s".formatted(field.name(), field.description()));
        }
        text.flatMap(one -> DrawnText.objection(field, one))
                .ifPresent(why -> mistakes.add("the setting %s %s".formatted(field.name(), why)));
    }
}
