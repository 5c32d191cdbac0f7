package io.changeover.connector.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A text in which every secret is covered.
 *
 * @param text what may be shown
 * @param withheld the end of a text that goes on, as it came: more of it may make it a secret
 */
record Masking(String text, String withheld) {

    /** Of a text that is whole. */
    static Masking whole(String text, Collection<String> secrets) {
        return of(text, text.length(), secrets);
    }

    /** Of a text that goes on: an end that may be the beginning of a secret is withheld. */
    static Masking growing(String text, Collection<String> secrets) {
        int end = text.length();
        for (String secret : secrets) {
            for (int length = Math.min(secret.length() - 1, text.length()); length > 0; length--) {
                if (text.length() - length < end && secret.regionMatches(0, text, text.length() - length, length)) {
                    end = text.length() - length;
                }
            }
        }
        return of(text, end, secrets);
    }

    private record Span(int from, int to) {}

    private static Masking of(String text, int limit, Collection<String> secrets) {
        List<Span> spans = new ArrayList<>();
        for (String secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                spans.add(new Span(at, at + secret.length()));
            }
        }
        spans.sort(Comparator.comparingInt(Span::from));
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (int i = 0; i < spans.size(); ) {
            int begin = spans.get(i).from();
            int end = spans.get(i).to();
            for (i++; i < spans.size() && spans.get(i).from() < end; i++) {
                end = Math.max(end, spans.get(i).to());
            }
            if (end > limit) {
                return cut(shown, text, from, Math.min(begin, limit));
            }
            shown.append(text, from, begin).append(Secrets.MASK);
            from = end;
        }
        return cut(shown, text, from, limit);
    }

    private static Masking cut(StringBuilder shown, String text, int from, int limit) {
        return new Masking(shown.append(text, from, limit).toString(), text.substring(limit));
    }
}
