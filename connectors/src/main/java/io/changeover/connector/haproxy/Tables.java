package io.changeover.connector.haproxy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the two tables in which HAProxy tells of its servers. */
final class Tables {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern SPACE = Pattern.compile(" ");

    private Tables() {}

    /** {@code show servers state}, rows by the server's name; empty where it is no such table. */
    static Optional<Map<String, Map<String, String>>> states(String answer) {
        List<String> lines = answer.lines().toList();
        return lines.size() < 2 || !lines.get(0).equals("1")
                ? Optional.empty()
                : table(lines.subList(1, lines.size()), SPACE, "srv_name");
    }

    /** {@code show stat}, rows by the server's name; empty where it is no such table. */
    static Optional<Map<String, Map<String, String>>> statistics(String answer) {
        return table(answer.lines().toList(), COMMA, "svname");
    }

    private static Optional<Map<String, Map<String, String>>> table(List<String> lines, Pattern separator, String key) {
        if (lines.isEmpty() || !lines.get(0).startsWith("# ")) {
            return Optional.empty();
        }
        String[] columns = separator.split(lines.get(0).substring(2), -1);
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = separator.split(line, -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(cells.length, columns.length); i++) {
                row.put(columns[i], cells[i]);
            }
            String name = row.get(key);
            if (name != null) {
                rows.put(name, row);
            }
        }
        return Optional.of(rows);
    }
}
