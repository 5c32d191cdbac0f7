package io.changeover.dashboard;

import java.util.List;

/**
 * A plan as a picture: its two sites with what is in them, the data that flows between, and what sends users to one.
 * All lengths are those of the picture's own coordinates.
 *
 * @param words the whole of it in one sentence, for who cannot see it
 */
public record PlanPicture(
        int width, int height, List<SiteBox> sites, List<Flow> flows, List<Approach> approaches, String words) {
    public PlanPicture {
        sites = List.copyOf(sites);
        flows = List.copyOf(flows);
        approaches = List.copyOf(approaches);
    }

    /**
     * A site.
     *
     * @param role what it is of the plan now: {@code serves}, {@code standby}
     */
    public record SiteBox(
            String name,
            String role,
            Tone tone,
            boolean serves,
            int x,
            int y,
            int width,
            int height,
            List<Line> lines) {
        public SiteBox {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line in a site: a heading, one thing with its light, or many things as lights only.
     *
     * @param tone the light's colour; NEUTRAL for what nobody has looked at, or what need not run there
     * @param word how it stands, in one word; of a heading, how many stand how
     * @param title all that is known of it
     * @param lamps those of many things; empty for one
     */
    public record Line(Kind kind, int y, String name, Tone tone, String word, String title, List<Lamp> lamps) {
        public Line {
            lamps = List.copyOf(lamps);
        }

        public boolean heading() {
            return kind == Kind.HEADING;
        }

        public boolean single() {
            return kind == Kind.SINGLE;
        }
    }

    /** What a line is. */
    public enum Kind {
        /** The name of what follows. */
        HEADING,
        /** One thing. */
        SINGLE,
        /** Several things, each a light. */
        MANY
    }

    /** The light of one of many things; x is counted from the left edge of its site. */
    public record Lamp(int x, Tone tone, String title) {}

    /**
     * Data that flows from one site to the other.
     *
     * @param points the arrow's head, as a polygon has it
     * @param words how far it is behind, or that it does not flow
     * @param flows whether it is known to
     */
    public record Flow(
            String name,
            int from,
            int to,
            int y,
            String points,
            Tone tone,
            String words,
            String title,
            boolean flows) {}

    /** A way by which users come to a site. */
    public record Approach(String names, String path, String points, Tone tone, String title) {}
}
