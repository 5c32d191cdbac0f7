package io.changeover.report;

import io.changeover.domain.audit.Action;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Actions as a table for spreadsheets: RFC 4180, in which no cell is a formula. */
public final class AuditCsv {
    private static final String END = "\r\n";
    /** A spreadsheet takes a cell that begins so for a formula, whoever has written it. */
    private static final String FORMULA = "=+-@\t\r";

    private AuditCsv() {}

    /** One line for the names of the columns, and one for each action. */
    public static String of(List<Action> actions) {
        String head = "id,at,actor,door,address,what,refused,plan,run,detail" + END;
        return head + actions.stream().map(AuditCsv::line).collect(Collectors.joining());
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
