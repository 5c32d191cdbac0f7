package io.changeover.report.paper;

import io.changeover.report.paper.Paper.Look;
import java.util.List;

/** A piece of a section. */
public sealed interface Block {
    /** The word by which the template knows how to print it. */
    String kind();

    /** A paragraph. */
    record Text(String text) implements Block {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** Names with their values. */
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }

        @Override
        public String kind() {
            return "facts";
        }
    }

    /** One name and its value. */
    record Fact(String name, String value) {}

    /** A list. */
    record Points(List<String> points) implements Block {
        public Points {
            points = List.copyOf(points);
        }

        @Override
        public String kind() {
            return "points";
        }
    }

    /**
     * A table.
     *
     * @param caption what it holds, for those who do not see it
     */
    record Table(String caption, List<Column> columns, List<List<Cell>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        @Override
        public String kind() {
            return "table";
        }
    }

    /**
     * A column.
     *
     * @param percent its part of the width of a printed page
     * @param right whether its values are numbers
     */
    record Column(String name, int percent, boolean right) {
        /** A column of words. */
        public static Column of(String name, int percent) {
            return new Column(name, percent, false);
        }

        /** A column of numbers. */
        public static Column number(String name, int percent) {
            return new Column(name, percent, true);
        }
    }

    /** What stands in one place of a table, with a second line that may be empty. */
    record Cell(String text, String note, Look look) {
        /** Words. */
        public static Cell of(String text) {
            return new Cell(text, "", Look.PLAIN);
        }

        /** Words with a second line. */
        public static Cell of(String text, String note) {
            return new Cell(text, note, Look.PLAIN);
        }

        /** Words that are judged. */
        public static Cell of(String text, Look look) {
            return new Cell(text, "", look);
        }
    }

    /**
     * Bars over one axis of time.
     *
     * @param description the same in words, for those who do not see it
     * @param bands what lies behind all lanes
     * @param ticks marks of the axis; their width is of no meaning
     */
    record Bars(String description, List<Lane> lanes, List<Strip> bands, List<Strip> ticks) implements Block {
        public Bars {
            lanes = List.copyOf(lanes);
            bands = List.copyOf(bands);
            ticks = List.copyOf(ticks);
        }

        @Override
        public String kind() {
            return "bars";
        }
    }

    /** One line of bars. */
    record Lane(String label, List<Strip> strips) {
        public Lane {
            strips = List.copyOf(strips);
        }
    }

    /**
     * A stretch of the axis.
     *
     * @param left where it begins, in percent of the axis
     * @param width how long it is, in percent
     * @param style the word that style sheets know it by
     */
    record Strip(double left, double width, String style, String label) {}
}
