package io.changeover.planfile;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what was probably meant by a misspelt word. */
final class Nearest {
    private static final int MOST_SHOWN = 30;

    private Nearest() {}

    /** The closest of the words, if one is close enough to be meant. */
    static Optional<String> to(String found, Collection<String> words) {
        String small = found.toLowerCase(Locale.ROOT);
        int tolerance = Math.max(1, Math.min(3, small.length() / 3));
        String best = null;
        int least = tolerance + 1;
        for (String word : words) {
            boolean near = Math.abs(word.length() - small.length()) < least;
            int distance = near ? distance(small, word.toLowerCase(Locale.ROOT)) : least;
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The end of a message about a wrong word: {@code ; did you mean 'x'? Allowed: x, y}. */
    static String hint(String found, Collection<String> words) {
        if (words.isEmpty()) {
            return "; there is none";
        }
        String more = words.size() > MOST_SHOWN ? ", … (%d in all)".formatted(words.size()) : "";
        String allowed = "llowed: " + words.stream().limit(MOST_SHOWN).collect(Collectors.joining(", ")) + more;
        return to(found, words)
                .map(word -> "; did you mean '" + word + "'? A" + allowed)
                .orElse("; a" + allowed);
    }

    /** Letters to add, drop, change or swap with their neighbour. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(int[][] cost, String left, String right, int i, int j) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
