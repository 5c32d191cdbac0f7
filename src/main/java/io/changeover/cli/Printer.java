package io.changeover.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.BlockerView;
import io.changeover.api.model.ErrorView;
import io.changeover.api.model.PlanProblemView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes results to standard output and failures to standard error, for people or for programs. */
final class Printer {
    /** How results are written. */
    enum Form {
        /** Tables and sentences. */
        TABLE,
        /** One JSON document, as the API answers it. */
        JSON
    }

    private final PrintWriter out;
    private final PrintWriter err;
    private final Form form;
    private final ObjectMapper json;

    Printer(Surroundings around, Form form, ObjectMapper json) {
        this.out = around.out();
        this.err = around.err();
        this.form = form;
        this.json = json;
    }

    boolean forPrograms() {
        return form == Form.JSON;
    }

    void json(Object value) {
        out.println(pretty(value));
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** For the person, not for the pipe. */
    void aside(String text) {
        err.println(text);
        err.flush();
    }

    /** Columns as wide as their widest cell; a missing cell is a dash. */
    void table(List<String> header, List<List<@Nullable String>> rows) {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (List<@Nullable String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cell(row.get(i)).length());
            }
        }
        out.println(row(header, widths));
        rows.forEach(row -> out.println(row(row, widths)));
        out.flush();
    }

    /** One name and value in each line. */
    void fields(Map<String, String> fields) {
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        fields.forEach((name, value) -> out.println(pad(name, width) + "  " + value));
        out.flush();
    }

    void failure(Failure failure) {
        ErrorView error = failure.error().orElse(null);
        if (forPrograms() && error != null) {
            err.println(pretty(error));
        } else {
            String word = failure.exit() == Exit.REFUSED
                    ? "refused: "
                    : failure.exit() == Exit.UNKNOWN ? "outcome unknown: " : "";
            err.println(("changeover: " + word + sentence(failure, error)).stripTrailing());
            if (error != null) {
                details(error);
            }
        }
        err.flush();
    }

    /** Reasons that follow one by one are not said in a heap before. */
    private static String sentence(Failure failure, @Nullable ErrorView error) {
        if (error == null || error.blockers().isEmpty()) {
            return failure.sentence();
        }
        return error.title().equals("refused") ? "" : error.title();
    }

    private void details(ErrorView error) {
        for (BlockerView blocker : error.blockers()) {
            err.println("  " + blocker.code() + ": " + blocker.sentence());
        }
        problems("line ", error.problems());
        String run = error.run();
        if (run != null) {
            err.println("  run: " + run + "  (changeover run show " + run + ")");
        }
    }

    /** Mistakes of a plan file, one a line, in a form that editors can follow. */
    void problems(String prefix, List<PlanProblemView> problems) {
        for (PlanProblemView problem : problems) {
            String path = problem.path().isEmpty() ? "" : problem.path() + ": ";
            err.println("%s%d:%d: %s%s".formatted(prefix, problem.line(), problem.column(), path, problem.message()));
        }
        err.flush();
    }

    private String pretty(Object value) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    private static String row(List<? extends @Nullable String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(pad(cell(cells.get(i)), widths[i])).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static String cell(@Nullable String text) {
        return text == null ? "-" : Timeline.plain(text);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
