package io.changeover.report;

import io.changeover.application.Trail;
import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Actions as a table for spreadsheets: RFC 4180, in which no cell is a formula. */
public final class AuditCsv {
    private static final String END = "\r\n";
    private static final String HEAD = "id,at,actor,door,address,what,refused,plan,run,detail" + END;
    /** A spreadsheet takes a cell that begins so for a formula, whoever has written it. */
    private static final String FORMULA = "=+-@\t\r";

    private AuditCsv() {}

    /**
     * Writes one line for the names of the columns, and one for each action, newest first.
     *
     * @param most at most so many
     * @throws IOException if whoever reads is gone; then no more is looked for
     */
    public static void write(Trail trail, ActionFilter filter, long most, OutputStream to) throws IOException {
        Writer table = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        table.write(HEAD);
        try {
            trail.tell(filter, most, page -> write(page, table));
        } catch (UncheckedIOException gone) {
            throw new IOException("the table cannot be written", gone);
        }
        table.flush();
    }

    private static void write(List<Action> page, Writer table) {
        try {
            for (Action one : page) {
                table.write(line(one));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Action one) {
        return Stream.of(
                                String.valueOf(one.id()),
                                one.at().toString(),
                                one.actor(),
                                one.origin().door().name(),
                                one.origin().address(),
                                one.what(),
                                String.valueOf(one.refused()),
                                one.plan().map(PlanId::value).orElse(""),
                                one.run().map(RunId::value).orElse(""),
                                one.detail())
                        .map(AuditCsv::cell)
                        .collect(Collectors.joining(","))
                + END;
    }

    private static String cell(String text) {
        String tame = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return tame.matches("[^\",\r\n]*") ? tame : "\"" + tame.replace("\"", "\"\"") + "\"";
    }
}
