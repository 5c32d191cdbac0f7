package io.changeover.connector.check;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Sends requests to a public name as new users would, and sees which site serves them: by what the answers say, and by
 * what the sites themselves have counted. Thread-safe; keeps no connection and no resolved name.
 */
public final class TrafficCheck implements Connector {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final int SHOWN = 100;
    private static final int MOST = 1000;

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "traffic",
            "Requests to the public name are served by this site and by no other.",
            Set.of(Operation.CHECK),
            Map.of(
                    Kind.CHECK,
                    List.of(
                            required("traffic", Type.TEXT, "The URL with the public name, http or https."),
                            optional(
                                    "resolver",
                                    Type.TEXT,
                                    "The DNS server to resolve the name with, as host or host:port; by default those "
                                            + "of this machine."),
                            optional("requests", Type.INTEGER, "10", "How many requests in a row, at most 1000."),
                            optional("expect", Type.INTEGER, "200", "The status wanted. Redirects are not followed."),
                            optional("header", Type.TEXT, "The header of the answer that names the site."),
                            optional("json", Type.TEXT, "The JSONPath of the answer's body where the site is named."),
                            optional(
                                    "body",
                                    Type.TEXT,
                                    "A regular expression that finds the site's name in the body, in its first group "
                                            + "where it has one."),
                            optional("site", Type.TEXT, "${site}", "What the answer calls the site that must serve."),
                            optional(
                                    "seen",
                                    Type.TEXT,
                                    "A command on the route's host at each site that prints how many requests it has "
                                            + "served."),
                            optional("headers", Type.MAP, "Request headers."),
                            optional("timeout", Type.DURATION, "5s", "How long one request may take."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Settings settings = request.settings();
        int requests = settings.integer("requests", 10);
        if (requests < 1 || requests > MOST) {
            throw new IllegalArgumentException("requests: wanted 1 to %d, found %d".formatted(MOST, requests));
        }
        boolean told = settings.has("header") || settings.has("json") || settings.has("body");
        boolean seen = settings.has("seen");
        if (!told && !seen) {
            throw new IllegalArgumentException(
                    "wanted 'header', 'json', 'body' or 'seen' to tell which site serves, found none");
        }
        URI url = url(request);
        Duration limit = settings.duration("timeout", USUAL);
        Optional<SeenRequests> counts =
                seen ? Optional.of(new SeenRequests(request, context, limit)) : Optional.empty();
        PublicName name = new PublicName(url.getHost(), settings);
        for (int i = 1; i <= requests; i++) {
            one(request, context, url, name, i);
        }
        if (counts.isPresent()) {
            counts.get().require(requests);
        }
        String by = settings.text("site", request.target().site());
        return Result.unchanged("%s (%s): %d requests in a row served by %s%s"
                .formatted(request.target(), shown(url), requests, by, seen ? ", and none seen elsewhere" : ""));
    }

    private static void one(Request request, Context context, URI url, PublicName name, int number)
            throws ConnectorException, InterruptedException {
        Settings settings = request.settings();
        Duration own = settings.duration("timeout", USUAL);
        Duration left = context.remaining();
        Duration limit = own.compareTo(left) < 0 ? own : left;
        String place = "%s (%s), request %d".formatted(request.target(), shown(url), number);
        String where = "no address";
        try {
            List<InetAddress> addresses = name.addresses(atLeastOne(limit));
            // As many users would, the requests go round the addresses.
            InetAddress address = addresses.get((number - 1) % addresses.size());
            where = address.getHostAddress();
            Visit.Answer answer = Visit.to(address, url, settings.map("headers"), atLeastOne(limit));
            String site = site(settings, answer, place);
            context.read("request " + number, "%s, status %d%s".formatted(where, answer.status(), by(site)));
            require(request, answer, site, place + " to " + where);
        } catch (IOException e) {
            context.read("request " + number, where + ", " + e.getMessage());
            throw failed("%s: wanted an answer, found %s at %s".formatted(place, e.getMessage(), where));
        }
    }

    private static Duration atLeastOne(Duration limit) {
        return limit.isZero() ? Duration.ofMillis(1) : limit;
    }

    private static String by(String site) {
        return site.isEmpty() ? "" : ", served by " + site;
    }

    private static void require(Request request, Visit.Answer answer, String site, String place)
            throws ConnectorException {
        Settings settings = request.settings();
        int status = settings.integer("expect", 200);
        if (answer.status() != status) {
            throw failed("%s: wanted status %d, found %d".formatted(place, status, answer.status()));
        }
        String wanted = settings.text("site", request.target().site());
        boolean told = settings.has("header") || settings.has("json") || settings.has("body");
        if (told && !site.equals(wanted)) {
            throw failed("%s: wanted it served by '%s', found '%s'".formatted(place, wanted, site));
        }
    }

    /** What the answer calls the site; an empty text where it says nothing. */
    private static String site(Settings settings, Visit.Answer answer, String place) throws ConnectorException {
        if (settings.has("header")) {
            return answer.headers().getOrDefault(settings.text("header").toLowerCase(java.util.Locale.ROOT), "");
        }
        if (settings.has("json")) {
            return shortened(Expectation.at(settings.text("json"), answer.body(), place));
        }
        if (!settings.has("body")) {
            return "";
        }
        try {
            Matcher matcher = Pattern.compile(settings.text("body")).matcher(answer.body());
            return matcher.find()
                    ? shortened(Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())))
                            .orElse(""))
                    : "";
        } catch (PatternSyntaxException e) {
            throw ConnectorException.permanent(
                    "CHECK_UNUSABLE",
                    "%s: wanted a regular expression, found %s".formatted(place, e.getDescription()),
                    e);
        }
    }

    private static String shortened(String site) {
        return site.length() <= SHOWN ? site : site.substring(0, SHOWN);
    }

    private static URI url(Request request) throws ConnectorException {
        try {
            URI url = URI.create(request.settings().text("traffic").strip());
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Its text may repeat a secret of the query; the message below does not.
        }
        throw ConnectorException.permanent(
                "CHECK_UNUSABLE", "%s: wanted an http or https URL, found another text".formatted(request.target()));
    }

    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                + url.getRawPath();
    }

    private static ConnectorException failed(String message) {
        return ConnectorException.transientFault("CHECK_FAILED", message);
    }
}
