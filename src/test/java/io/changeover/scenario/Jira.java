package io.changeover.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Jira with one issue and the page's rule for incoming webhooks: it renders what stands in its parts. */
final class Jira implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SMART = Pattern.compile("\\{\\{([^}]+)\\}\\}");

    private final Map<String, String> rule;
    private final String token;
    private final HttpServer server;
    final Map<String, String> issue = new ConcurrentHashMap<>();
    final List<String> comments = new CopyOnWriteArrayList<>();
    final List<Integer> answered = new CopyOnWriteArrayList<>();

    Jira(Map<String, String> rule, String token) throws IOException {
        this.rule = Map.copyOf(rule);
        this.token = token;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/automation/webhooks/jira/a/TENANT/RULE", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/automation/webhooks/jira/a/TENANT/RULE"
                .formatted(server.getAddress().getPort());
    }

    /** The text with its smart values filled in; what is not there is empty. */
    String rendered(String template) {
        return rendered(template, JSON.nullNode());
    }

    private String rendered(String template, JsonNode event) {
        Matcher matcher = SMART.matcher(template);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), event)));
    }

    private String value(String name, JsonNode event) {
        if (name.startsWith("issue.")) {
            return issue.getOrDefault(name.substring("issue.".length()), "");
        }
        if (!name.startsWith("webhookData.")) {
            throw new IllegalStateException("no such smart value: " + name);
        }
        JsonNode found = event.at("/" + name.substring("webhookData.".length()).replace('.', '/'));
        return found.isNull() ? "" : found.asText();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event = JSON.readTree(exchange.getRequestBody());
            boolean known = token.equals(exchange.getRequestHeaders().getFirst("X-Automation-Webhook-Token"));
            if (known) {
                carryOut(event);
            }
            answered.add(known ? 200 : 401);
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
        }
    }

    private synchronized void carryOut(JsonNode event) {
        String search = rendered(part("issues provided by the search"), event);
        boolean found = search.equals("key = \"" + issue.get("key") + "\"");
        String before = rendered(part("condition: this one …"), event);
        if (!found || before.equals(rendered(part("… does not equal"), event))) {
            return;
        }
        for (String field : List.of("Changeover event", "Changeover task")) {
            issue.put(field, rendered(part("edit field *" + field + "*"), event));
        }
        comments.add(rendered(part("comment"), event));
        if (event.path("event").asText().equals("ended")) {
            issue.put("status", part("if `{{webhookData.event}}` equals `ended`: transition to"));
        }
    }

    private String part(String name) {
        String value = rule.get(name);
        if (value == null) {
            throw new IllegalStateException("the rule has no part '" + name + "', only " + rule.keySet());
        }
        return value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
