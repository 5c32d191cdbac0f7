package io.changeover.report.paper;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table for programs and spreadsheets. The names of its columns are API.
 *
 * @param rows as long as the header each; what is not known is null
 */
public record Sheet(List<String> header, List<List<@Nullable Object>> rows) {
    /** What makes a spreadsheet take a text for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private static final String END = "\r\n";

    public Sheet {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * As RFC 4180 wants it, in UTF-8. A text that a spreadsheet would take for a formula begins with an apostrophe, as texts
     * of others stand in reports.
     */
    public String csv() {
        StringBuilder text = new StringBuilder(String.join(",", header)).append(END);
        rows.forEach(row -> text.append(row.stream().map(Sheet::cell).collect(Collectors.joining(",")))
                .append(END));
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean formula = value instanceof String && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String tame = formula ? "'" + text : text;
        return tame.matches("[^\",\r\n]*") ? tame : '"' + tame.replace("\"", "\"\"") + '"';
    }
}
