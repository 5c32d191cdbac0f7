package io.changeover.report.paper;

import java.util.List;
import java.util.Locale;

/**
 * A document for people: what stands on it, whatever it is printed on. All texts are plain, nothing of them is markup.
 *
 * @param kind what it is and of what: {@code Run report · shop-12}
 * @param title the one sentence to read if no more is read
 * @param lead what stands below the title
 */
public record Paper(
        String kind, Look look, String title, List<String> lead, List<Figure> figures, List<Section> sections) {
    public Paper {
        lead = List.copyOf(lead);
        figures = List.copyOf(figures);
        sections = List.copyOf(sections);
    }

    /** How something is meant. */
    public enum Look {
        /** Nothing to judge. */
        PLAIN,
        /** As it should be. */
        GOOD,
        /** Needs a look. */
        WARNING,
        /** Not as it should be. */
        BAD;

        /** The word that style sheets know it by. */
        public String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A number that matters.
     *
     * @param name what it is
     * @param verdict what became of the promise; may be empty
     * @param note how it is known; may be empty
     */
    public record Figure(String name, String value, Look look, String verdict, String note) {}

    /** A part with a heading. */
    public record Section(String heading, Look look, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }

        /** A part with nothing to judge. */
        public static Section of(String heading, Block... blocks) {
            return new Section(heading, Look.PLAIN, List.of(blocks));
        }

        /** A part that wants to be seen. */
        public static Section of(String heading, Look look, Block... blocks) {
            return new Section(heading, look, List.of(blocks));
        }
    }
}
