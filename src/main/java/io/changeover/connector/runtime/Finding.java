package io.changeover.connector.runtime;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.plan.Witness;
import io.changeover.domain.run.OperationRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns whatever came of a look or an estimate into what was found: that nothing answers is an answer there. */
final class Finding {
    private static final String SEEN = "seen";
    private static final String ALIVE = "alive";
    private static final String DEAD = "dead";
    private static final String UNKNOWN = "unknown";

    /** Nothing was asked, or nothing that could be judged. */
    private static final Set<String> NOT_ASKED =
            Set.of("CONNECTOR_MISSING", "CONNECTOR_BROKEN", "SETTING_UNUSABLE", "SETTING_MISSING", "CHECK_UNUSABLE");

    private Finding() {}

    /**
     * What was found.
     *
     * @param late whether its time was over: whatever an interrupted attempt says then, nothing has answered
     */
    static Attempts.End of(OperationRecord operation, Request request, Attempts.End end, boolean late) {
        if (!operation.operation().finding()) {
            return end;
        }
        ConnectorException failure = end.failure();
        if (operation.operation() == Operation.ESTIMATE) {
            return failure == null ? end : new Attempts.End(unread(failure), null);
        }
        if (!operation.target().equals(Witness.SERVER)) {
            return failure == null ? end : new Attempts.End(found(UNKNOWN, said(failure)), null);
        }
        String seen = failure == null ? ALIVE : late ? DEAD : seen(request, failure);
        String what = "%s %s: ".formatted(request.operation().name().toLowerCase(Locale.ROOT), request.target());
        @Nullable Result result = end.result();
        return new Attempts.End(found(seen, what + (result == null ? said(failure) : result.message())), null);
    }

    private static Result unread(ConnectorException failure) {
        return new Result(
                Outcome.UNCHANGED, "the copy could not be read: " + said(failure), Map.of("unread", failure.code()));
    }

    private static Result found(String seen, String message) {
        return new Result(Outcome.UNCHANGED, message, Map.of(SEEN, seen));
    }

    /**
     * A machine that refuses a login or a server that refuses an answer is there; one that says nothing is silent. A jump
     * host that is not reached has kept the question.
     */
    private static String seen(Request request, ConnectorException failure) {
        if (NOT_ASKED.contains(failure.code()) || keptByAJumpHost(request, failure)) {
            return UNKNOWN;
        }
        if (request.operation() == Operation.CHECK) {
            return DEAD;
        }
        boolean answered =
                failure.verdict() == Verdict.PERMANENT || said(failure).contains("refused");
        return answered ? ALIVE : DEAD;
    }

    private static boolean keptByAJumpHost(Request request, ConnectorException failure) {
        Host host = request.target().host();
        Host jump = host == null ? null : host.jump();
        return jump != null
                && !request.target().site().equals(jump.site())
                && said(failure).contains("cannot be reached");
    }

    private static String said(@Nullable ConnectorException failure) {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }
}
