package io.changeover.domain.run;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Witness;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was seen of the source when it was looked at last, by vantage point: the server itself and each witness.
 *
 * <p>Silence is not death. The source counts as lost only where the server and at least one witness found that nothing
 * of it answers, and nobody saw it alive.
 *
 * @param vantages what each vantage point made of its looks
 * @param looks the operations themselves
 */
public record Sightings(Map<String, Seen> vantages, List<OperationRecord> looks) {
    private static final String OUTPUT = "seen";

    public Sightings {
        vantages = new TreeMap<>(vantages);
        looks = List.copyOf(looks);
    }

    /** What one look, or all looks from one place, made of the source. */
    public enum Seen {
        /** Something of it answered. */
        ALIVE,
        /** It was asked, and nothing answered. */
        DEAD,
        /** It could not be asked from there. */
        UNKNOWN
    }

    /** Of the newest step in which the source was looked at; empty where it never was. */
    public static Sightings of(Collection<OperationRecord> operations) {
        List<OperationRecord> all = operations.stream()
                .filter(one -> one.operation() == Operation.LOOK)
                .toList();
        Optional<String> newest = all.stream()
                .filter(one -> one.startedAt().isPresent())
                .max(Comparator.comparing(one -> one.startedAt().orElseThrow()))
                .map(OperationRecord::step);
        List<OperationRecord> looks = all.stream()
                .filter(one -> newest.filter(one.step()::equals).isPresent())
                .toList();
        Map<String, Seen> vantages = looks.stream()
                .collect(Collectors.groupingBy(
                        OperationRecord::target,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Sightings::together)));
        return new Sightings(vantages, looks);
    }

    /** Alive where one look says so; dead only where every look from there found silence. */
    private static Seen together(List<OperationRecord> looks) {
        List<Seen> seen = looks.stream().map(Sightings::seen).distinct().toList();
        if (seen.contains(Seen.ALIVE)) {
            return Seen.ALIVE;
        }
        return seen.equals(List.of(Seen.DEAD)) ? Seen.DEAD : Seen.UNKNOWN;
    }

    /** What one look made of it. */
    public static Seen seen(OperationRecord look) {
        String said = look.outputs().getOrDefault(OUTPUT, "unknown");
        return Stream.of(Seen.values())
                .filter(seen -> seen.name().toLowerCase(Locale.ROOT).equals(said))
                .findFirst()
                .orElse(Seen.UNKNOWN);
    }

    /** Whether the source is confirmed lost: by the server and a witness, and contradicted by nobody. */
    public boolean confirmed() {
        return objections().isEmpty();
    }

    /** Why it is not confirmed lost, one sentence each. */
    public List<String> objections() {
        Stream<String> alive = named(Seen.ALIVE).map(name -> "%s sees it alive".formatted(who(name)));
        boolean server = vantages.get(Witness.SERVER) == Seen.DEAD;
        boolean witness = named(Seen.DEAD).anyMatch(name -> !name.equals(Witness.SERVER));
        Stream<String> few = server && witness || vantages.containsValue(Seen.ALIVE)
                ? Stream.empty()
                : Stream.of(
                        "fewer than two vantage points could ask it: the server and at least one witness are wanted");
        return Stream.concat(alive, few).toList();
    }

    /** One sentence for each vantage point. */
    public List<String> sentences() {
        return vantages.entrySet().stream()
                .map(one ->
                        "%s: %s (%d asked)".formatted(who(one.getKey()), words(one.getValue()), asked(one.getKey())))
                .toList();
    }

    /** When the looks began; empty where there were none. */
    public Optional<Instant> begin() {
        return looks.stream().flatMap(one -> one.startedAt().stream()).min(Comparator.naturalOrder());
    }

    private Stream<String> named(Seen seen) {
        return vantages.entrySet().stream()
                .filter(one -> one.getValue() == seen)
                .map(Map.Entry::getKey);
    }

    private long asked(String vantage) {
        return looks.stream().filter(one -> one.target().equals(vantage)).count();
    }

    private static String who(String vantage) {
        return vantage.equals(Witness.SERVER) ? "the server" : "witness " + vantage;
    }

    private static String words(Seen seen) {
        return switch (seen) {
            case ALIVE -> "it answers";
            case DEAD -> "nothing of it answers";
            case UNKNOWN -> "could not ask all of it";
        };
    }
}
