package io.changeover.connector.nat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule that translates the public address.
 *
 * @param table its table with the family, as in {@code ip changeover}
 * @param handle changes with each exchange of the rule
 * @param to where it leads, as address and port
 * @param plain whether it says nothing more than that, apart from counting
 */
record Rule(String table, String chain, long handle, String to, boolean plain) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All such rules in {@code nft -j list ruleset}, of whatever table; empty where the answer is no ruleset. */
    static Optional<List<Rule>> of(String answer, Leading leading) {
        try {
            JsonNode items = JSON.readTree(answer).path("nftables");
            if (!items.isArray()) {
                return Optional.empty();
            }
            List<Rule> rules = new ArrayList<>();
            for (JsonNode item : items) {
                if (item.has("rule")) {
                    of(item.get("rule"), leading).ifPresent(rules::add);
                }
            }
            return Optional.of(rules);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Rule> of(JsonNode rule, Leading leading) {
        boolean address = false;
        boolean port = false;
        boolean plain = true;
        String to = "";
        for (JsonNode part : rule.path("expr")) {
            if (matches(part, "ip", "daddr", leading.ip())) {
                address = true;
            } else if (matches(part, leading.protocol(), "dport", String.valueOf(leading.port()))) {
                port = true;
            } else if (part.has("dnat")) {
                JsonNode dnat = part.get("dnat");
                to = dnat.path("addr").asText() + ":" + dnat.path("port").asText(String.valueOf(leading.port()));
            } else {
                plain &= part.has("counter");
            }
        }
        if (!address || !port || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                rule.path("family").asText() + " " + rule.path("table").asText(),
                rule.path("chain").asText(),
                rule.path("handle").asLong(),
                to,
                plain));
    }

    private static boolean matches(JsonNode part, String protocol, String field, String value) {
        JsonNode match = part.path("match");
        JsonNode payload = match.path("left").path("payload");
        return match.path("op").asText().equals("==")
                && payload.path("protocol").asText().equals(protocol)
                && payload.path("field").asText().equals(field)
                && match.path("right").asText().equals(value);
    }

    @Override
    public String toString() {
        return "%s %s handle %d to %s%s".formatted(table, chain, handle, to, plain ? "" : " under more conditions");
    }
}
