package io.changeover.connector.nat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table that fences one site: what it must say, as one line for each chain and rule, and what a ruleset says of it.
 *
 * @param table its name, of family inet; of the plan's method and the site alone
 * @param networks the site's
 * @param except those that go on exchanging packets with it
 */
record Barrier(String table, List<Network> networks, List<Network> except) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HOOKS = List.of("input", "forward", "output");
    /** Before all translation and tracking of connections, so that nothing of a connection under way passes. */
    private static final int PRIORITY = -310;

    static Barrier of(Target target) throws ConnectorException {
        List<Network> networks = networks(target, "addresses");
        if (networks.isEmpty()) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE", "%s: wanted addresses to fence, found none".formatted(target));
        }
        String name = "changeover_%s_%s".formatted(target.name(), target.site()).replaceAll("[^A-Za-z0-9_]", "_");
        return new Barrier(name, networks, networks(target, "except"));
    }

    private static List<Network> networks(Target target, String setting) throws ConnectorException {
        List<Network> networks = new ArrayList<>();
        for (String text : target.settings().texts(setting)) {
            networks.add(Network.of(text.strip())
                    .orElseThrow(() -> ConnectorException.permanent(
                            "SETTING_UNUSABLE",
                            "%s: wanted IP addresses and networks such as 10.0.1.0/24, found '%s'"
                                    .formatted(target, text))));
        }
        return List.copyOf(networks);
    }

    String told() {
        return networks.stream().map(Network::toString).collect(Collectors.joining(", "));
    }

    /** The lines of a table that fences. */
    List<String> wanted() {
        List<String> lines = new ArrayList<>();
        for (String hook : HOOKS) {
            lines.add(chain(hook, "filter", hook, PRIORITY, "accept"));
            rules().forEach(rule -> lines.add(hook + ": " + rule));
        }
        return List.copyOf(lines);
    }

    private List<String> rules() {
        List<String> rules = new ArrayList<>();
        for (Network own : networks) {
            for (Network other : except) {
                if (own.family().equals(other.family())) {
                    rules.add("%1$s saddr %2$s %1$s daddr %3$s accept".formatted(own.family(), own, other));
                    rules.add("%1$s saddr %3$s %1$s daddr %2$s accept".formatted(own.family(), own, other));
                }
            }
        }
        for (Network own : networks) {
            rules.add("%s saddr %s drop".formatted(own.family(), own));
            rules.add("%s daddr %s drop".formatted(own.family(), own));
        }
        return rules;
    }

    private static String chain(String name, String type, String hook, int priority, String policy) {
        return "%s: %s hook %s priority %d policy %s".formatted(name, type, hook, priority, policy);
    }

    /** What nft takes to make the table, in one transaction, whatever of it is there already. */
    String text() {
        StringBuilder text =
                new StringBuilder(removal()).append("table inet ").append(table).append(" {\n");
        for (String hook : HOOKS) {
            text.append("  chain %1$s {\n    type filter hook %1$s priority %2$d; policy accept;\n"
                    .formatted(hook, PRIORITY));
            rules().forEach(rule -> text.append("    ").append(rule).append('\n'));
            text.append("  }\n");
        }
        return text.append("}\n").toString();
    }

    /** What nft takes to remove it. */
    String removal() {
        return "add table inet %1$s\ndelete table inet %1$s\n".formatted(table);
    }

    /** The lines of the table in {@code nft -j list ruleset}; none where there is no table; empty for no ruleset. */
    Optional<List<String>> found(String answer) {
        try {
            JsonNode items = JSON.readTree(answer).path("nftables");
            if (!items.isArray()) {
                return Optional.empty();
            }
            List<String> lines = new ArrayList<>();
            for (String hook : HOOKS) {
                for (JsonNode item : items) {
                    line(item, hook).ifPresent(lines::add);
                }
            }
            for (JsonNode item : items) {
                stranger(item).ifPresent(lines::add);
            }
            return Optional.of(List.copyOf(lines));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Optional<String> line(JsonNode item, String hook) {
        JsonNode chain = item.path("chain");
        if (isOwn(chain) && chain.path("name").asText().equals(hook)) {
            return Optional.of(chain(
                    hook,
                    chain.path("type").asText(),
                    chain.path("hook").asText(),
                    chain.path("prio").asInt(),
                    chain.path("policy").asText()));
        }
        JsonNode rule = item.path("rule");
        return isOwn(rule) && rule.path("chain").asText().equals(hook)
                ? Optional.of(hook + ": " + words(rule.path("expr")))
                : Optional.empty();
    }

    /** What does not belong into the table: it asleep, another chain. */
    private Optional<String> stranger(JsonNode item) {
        JsonNode own = item.path("table");
        boolean itself = own.path("family").asText().equals("inet")
                && own.path("name").asText().equals(table);
        if (itself && own.has("flags")) {
            return Optional.of("flags " + own.get("flags"));
        }
        JsonNode chain = item.path("chain");
        return isOwn(chain) && !HOOKS.contains(chain.path("name").asText())
                ? Optional.of("chain " + chain.path("name").asText())
                : Optional.empty();
    }

    private boolean isOwn(JsonNode part) {
        return part.path("family").asText().equals("inet")
                && part.path("table").asText().equals(table);
    }

    private static String words(JsonNode expressions) {
        List<String> words = new ArrayList<>();
        for (JsonNode part : expressions) {
            if (part.has("match")) {
                JsonNode match = part.get("match");
                JsonNode payload = match.path("left").path("payload");
                words.add("%s %s%s %s"
                        .formatted(
                                payload.path("protocol").asText(),
                                payload.path("field").asText(),
                                match.path("op").asText().equals("==")
                                        ? ""
                                        : " " + match.path("op").asText(),
                                network(match.path("right"))));
            } else {
                words.add(part.fieldNames().next());
            }
        }
        return String.join(" ", words);
    }

    private static String network(JsonNode right) {
        JsonNode prefix = right.path("prefix");
        String text = prefix.isObject()
                ? prefix.path("addr").asText() + "/" + prefix.path("len").asInt()
                : right.asText();
        return Network.of(text).map(Network::toString).orElse(right.toString());
    }
}
