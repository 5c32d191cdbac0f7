package io.changeover.connector.witness;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host that connects to a site from where it stands: to all places at once, each for a bounded time. */
final class Outpost {
    private static final Pattern PLACE = Pattern.compile("\\[?([A-Za-z0-9._:%-]+?)]?[ :](\\d{1,5})");
    /** For the login, and for the answers to come back. */
    private static final Duration OWN = Duration.ofMillis(1500);

    // Each question is answered by one line: what was asked, and 'yes', 'no' or 'lacks' with what was met.
    private static final String FUNCTIONS = """
            LC_ALL=C; export LC_ALL
            tcp() {
              command -v bash >/dev/null && command -v timeout >/dev/null || { echo "tcp $1:$2 lacks bash, timeout"; return; }
              e=$(timeout %1$s bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1); r=$?
              case "$r $e" in
                0*) echo "tcp $1:$2 yes connected" ;;
                *refused*) echo "tcp $1:$2 yes refused" ;;
                124*) echo "tcp $1:$2 no answer within %1$s s" ;;
                *) echo "tcp $1:$2 no $(printf %%s "$e" | tail -n 1)" ;;
              esac
            }
            http() {
              command -v curl >/dev/null || { echo "http $1 lacks curl"; return; }
              s=$(curl -s -o /dev/null -m %1$s -w '%%{http_code}' -- "$1")
              case "$s" in
                000 | 502 | 503 | 504 | '') echo "http $1 no service, status $s" ;;
                *) echo "http $1 yes status $s" ;;
              esac
            }
            """;

    private final Request request;
    private final Context context;

    Outpost(Request request, Context context) {
        this.request = request;
        this.context = context;
    }

    Result look() throws ConnectorException, InterruptedException {
        Host host = request.target().requiredHost();
        List<String> questions = questions();
        if (questions.isEmpty()) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE",
                    "%s: wanted something of the site to ask, found no host with ssh and neither 'tcp' nor 'http'"
                            .formatted(request.target()));
        }
        Duration left = context.remaining();
        long seconds = Math.max(1, left.minus(OWN).toSeconds());
        String script = FUNCTIONS.formatted(seconds) + String.join(" &\n", questions) + " &\nwait\n";
        CommandResult result = context.shell(host).run(Command.script(script, left));
        return judged(host, result, questions.size());
    }

    private List<String> questions() throws ConnectorException {
        List<String> questions = new ArrayList<>();
        List<String> places = new ArrayList<>(request.settings().texts("hosts"));
        places.addAll(request.settings().texts("tcp"));
        for (String place : places) {
            Matcher matcher = PLACE.matcher(place.strip());
            if (!matcher.matches()) {
                throw ConnectorException.permanent(
                        "SETTING_UNUSABLE",
                        "%s: wanted host:port in 'tcp', found '%s'".formatted(request.target(), place));
            }
            questions.add("tcp %s %s".formatted(Command.quote(matcher.group(1)), matcher.group(2)));
        }
        request.settings().texts("http").forEach(url -> questions.add("http " + Command.quote(url)));
        return questions;
    }

    private Result judged(Host host, CommandResult result, int asked) throws ConnectorException {
        List<String> yes = new ArrayList<>();
        List<String> no = new ArrayList<>();
        for (String line : result.output().lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words.length < 3) {
                continue;
            }
            context.read(words[0] + " " + words[1], words[2]);
            if (words[2].startsWith("yes")) {
                yes.add(line);
            } else if (words[2].startsWith("no")) {
                no.add(line);
            }
        }
        if (!yes.isEmpty()) {
            return seen("alive", "from %s %d of %d answer: %s".formatted(host, yes.size(), asked, yes.get(0)));
        }
        if (no.size() < asked) {
            throw ConnectorException.transientFault(
                    "WITNESS_UNABLE",
                    "%s: wanted %d answers from %s, found %d; it ended with %d (%s)"
                            .formatted(request.target(), asked, host, no.size(), result.exitCode(), result.summary()));
        }
        return seen(
                "dead",
                "from %s nothing of %s answers: %s"
                        .formatted(host, request.target().site(), no));
    }

    private Result seen(String what, String message) {
        return Result.unchanged("%s: %s".formatted(request.target().name(), message))
                .with("seen", what);
    }
}
