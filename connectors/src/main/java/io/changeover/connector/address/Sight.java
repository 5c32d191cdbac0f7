package io.changeover.connector.address;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one host says of its interfaces.
 *
 * @param held where it has the address, as interface and prefix
 * @param known whether it has the plan's interface
 * @param up whether that interface is up and has a link
 * @param carries whether removing the address there may take others with it
 * @param machines the hardware addresses of all its interfaces, in small letters
 */
record Sight(List<String> held, boolean known, boolean up, boolean carries, List<String> machines) {
    /** Of a host that is lost: whatever it holds, it does not answer for. */
    static final Sight NONE = new Sight(List.of(), true, true, false, List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the answer of {@code ip -j addr show}; empty where it is none. */
    static Optional<Sight> of(String answer, Cidr address, String wanted) {
        try {
            JsonNode links = JSON.readTree(answer);
            return links.isArray() && !links.isEmpty() ? Optional.of(of(links, address, wanted)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Sight of(JsonNode links, Cidr address, String wanted) {
        List<String> held = new ArrayList<>();
        List<String> machines = new ArrayList<>();
        boolean known = false;
        boolean up = false;
        boolean carries = false;
        for (JsonNode link : links) {
            String name = link.path("ifname").asText();
            machines.add(link.path("address").asText().toLowerCase(Locale.ROOT));
            if (name.equals(wanted)) {
                known = true;
                List<String> flags = new ArrayList<>();
                link.path("flags").forEach(flag -> flags.add(flag.asText()));
                up = flags.contains("UP") && flags.contains("LOWER_UP");
                carries = carries(link.path("addr_info"), address);
            }
            for (JsonNode one : link.path("addr_info")) {
                if (one.path("local").asText().equals(address.ip())) {
                    held.add(name + "/" + one.path("prefixlen").asInt());
                }
            }
        }
        return new Sight(held, known, up, carries, machines);
    }

    /** The kernel removes secondary addresses of a network together with its first one. */
    private static boolean carries(JsonNode addresses, Cidr address) {
        boolean first = false;
        boolean others = false;
        for (JsonNode one : addresses) {
            boolean own = one.path("local").asText().equals(address.ip());
            boolean secondary = one.path("secondary").asBoolean(false);
            first |= own && !secondary;
            others |= !own
                    && secondary
                    && one.path("family").asText().equals("inet")
                    && address.sameNetwork(
                            one.path("local").asText(), one.path("prefixlen").asInt());
        }
        return first && others;
    }

    boolean holds() {
        return !held.isEmpty();
    }
}
