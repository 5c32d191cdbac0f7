package io.changeover.connector.address;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One site's host and interface, and what is read and done there. */
final class Place {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@:-]{0,14}");
    private static final Pattern MACHINE = Pattern.compile("\\[([0-9A-Fa-f:]{17})]");

    private final Target target;
    private final Host host;
    private final Cidr address;
    private final String link;
    private final Request request;
    private final Context context;

    private Place(Target target, Host host, Cidr address, String link, Request request, Context context) {
        this.target = target;
        this.host = host;
        this.address = address;
        this.link = link;
        this.request = request;
        this.context = context;
    }

    static Place of(Target target, Request request, Context context) throws ConnectorException {
        Settings settings = target.settings();
        String link = settings.text("interface").strip();
        if (!INTERFACE.matcher(link).matches()) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE", "%s: wanted the name of an interface, found '%s'".formatted(target, link));
        }
        Cidr address = Cidr.of(settings.text("address"), target.toString());
        return new Place(target, target.requiredHost(), address, link, request, context);
    }

    Cidr address() {
        return address;
    }

    Host host() {
        return host;
    }

    String site() {
        return target.site();
    }

    /** The interface with the address, as in {@link Sight#held}. */
    String wanted() {
        return link + "/" + address.prefix();
    }

    /** Reads whether the host has the address. A host that cannot be asked may have it, so that is a failure. */
    Sight look() throws ConnectorException, InterruptedException {
        CommandResult answer = run(program("ip") + " -j addr show");
        Optional<Sight> sight = answer.succeeded() ? Sight.of(answer.output(), address, link) : Optional.empty();
        if (sight.isEmpty()) {
            String message = "%s: wanted the addresses of %s, found exit %d (%s)"
                    .formatted(target, host, answer.exitCode(), answer.summary());
            throw answer.exitCode() == 127
                    ? ConnectorException.permanent("ADDRESS_UNREADABLE", message)
                    : ConnectorException.transientFault("ADDRESS_UNREADABLE", message);
        }
        if (!sight.get().known()) {
            throw ConnectorException.permanent(
                    "ADDRESS_LINK_UNKNOWN", "%s: wanted interface %s at %s, found none".formatted(target, link, host));
        }
        context.read(
                target.site(),
                sight.get().holds() ? String.join(", ", sight.get().held()) : "none");
        return sight.get();
    }

    /**
     * Asks the network of the interface who answers for the address, once.
     *
     * @param limit how long an answer may take; a network's own hosts answer within a few milliseconds
     * @return the hardware address of the first that answers, in small letters; empty where nobody does
     */
    Optional<String> probe(Duration limit) throws ConnectorException, InterruptedException {
        String seconds = "%d.%03d".formatted(limit.toSeconds(), limit.toMillisPart());
        // timeout under sudo, because nobody but root may end what root runs.
        String script = "%s -s INT %s arping -D -c 1 -w 2 -I %s %s"
                .formatted(program("timeout"), seconds, Command.quote(link), address.ip());
        CommandResult answer = run(script);
        Matcher machine = MACHINE.matcher(answer.output());
        if (machine.find()) {
            return Optional.of(machine.group(1).toLowerCase(Locale.ROOT));
        }
        if (!answer.output().contains("ARPING")) {
            throw ConnectorException.permanent(
                    "ADDRESS_PROBE_FAILED",
                    "%s: wanted arping of iputils to ask for %s at %s, found exit %d (%s)"
                            .formatted(target, address.ip(), host, answer.exitCode(), answer.summary()));
        }
        return Optional.empty();
    }

    /** Takes the address away. The exit code is a hint. */
    CommandResult remove() throws ConnectorException, InterruptedException {
        return act("%s addr del %s dev %s".formatted(program("ip"), address, Command.quote(link)));
    }

    /** Gives the address and tells the network; the telling goes on after the command. The exit code is a hint. */
    CommandResult add() throws ConnectorException, InterruptedException {
        int times = target.settings().integer("announce", 3);
        String add = "%s addr add %s dev %s".formatted(program("ip"), address, Command.quote(link));
        String tell = "{ %s -q -U -c %d -I %s %s >/dev/null 2>&1 </dev/null & }"
                .formatted(program("arping"), times, Command.quote(link), address.ip());
        return act(times > 0 ? add + " && " + tell : add);
    }

    private CommandResult act(String script) throws ConnectorException, InterruptedException {
        CommandResult answer = run(script);
        context.output("%s: exit %d %s%n".formatted(host.name(), answer.exitCode(), answer.summary()));
        return answer;
    }

    private String program(String name) {
        return target.settings().flag("sudo", false) ? "sudo -n " + name : name;
    }

    private CommandResult run(String script) throws ConnectorException, InterruptedException {
        Duration left = context.remaining();
        if (left.isZero()) {
            throw ConnectorException.transientFault(
                    "ADDRESS_UNREADABLE", "%s: wanted to ask %s, found no time left".formatted(target, host));
        }
        Duration limit = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        String path = "PATH=\"$PATH:/usr/sbin:/sbin\"\n";
        return context.shell(host).run(Command.script(path + script, limit).with(request.environment()));
    }

    /** How messages name it. */
    @Override
    public String toString() {
        return target.toString();
    }
}
