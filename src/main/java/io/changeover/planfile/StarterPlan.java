package io.changeover.planfile;

import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.run.RunType;
import io.changeover.planfile.Shape.Connected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Writes plans to begin with. What a key is comes from the shape of plans, and what a connector needs from its
 * descriptor, so that a plan written here is valid and its comments say what holds.
 */
public final class StarterPlan {
    /** Addresses that RFC 5737 keeps free for examples. */
    private static final List<String> NETWORKS = List.of("192.0.2.11", "198.51.100.11");

    private static final Map<String, String> SAMPLES =
            Map.of("user", "postgres", "data", "/var/lib/postgresql/15/main", "unit", "my-app");

    private final PlanShape shape;
    private final Catalogue catalogue;

    /** Plans that may name these connectors. */
    public StarterPlan(Collection<Descriptor> connectors) {
        this.catalogue = new Catalogue(connectors);
        this.shape = new PlanShape(catalogue);
    }

    /**
     * The text of one, valid as it stands.
     *
     * @param name the plan's name
     * @param sites two names, the preferred one first
     * @param postgresql whether it has a PostgreSQL database and its replication
     * @param units the systemd units that move; a placeholder where there are none
     */
    public String text(String name, List<String> sites, boolean postgresql, List<String> units) {
        StarterText text = new StarterText(shape.plan());
        text.words("A protection plan to begin with. Replace what the comments with '>' say, then ask:");
        text.words("  changeover plan check FILE            is it valid?");
        text.words("  changeover plan check FILE --connect  is everything that it names reached and ready?");
        text.words(
                "Lines that begin with '#' and no blank are parts that may be left out; take the sign away to use them.");
        text.key("plan", name, "");
        objectives(text);
        text.open("sites", "Use the names that people use.");
        text.line(sites.get(0) + ": { preferred: true }");
        text.line(sites.get(1) + ": {}");
        text.close();
        hosts(text, sites);
        groups(text, sites, postgresql, units.isEmpty() ? List.of(SAMPLES.get("unit")) : units);
        if (postgresql) {
            text.open("datasets", "");
            text.line("- name: database   # belongs to the instance of that name: its hosts, its settings");
            text.line("  connector: postgresql");
            text.line("  rpo: 5s           # " + text.about("rpo"));
            text.close();
        }
        routes(text, sites);
        extras(text, sites);
        return text.toString();
    }

    private static void objectives(StarterText text) {
        text.open("objectives", "");
        text.key("rpo", "30s", "Agree on it with those whose data it is.");
        text.key("rto", "5m", "Agree on it with those who wait.");
        text.close();
    }

    private static void hosts(StarterText text, List<String> sites) {
        text.open("hosts", "One for each machine.");
        for (int i = 0; i < sites.size(); i++) {
            text.named(sites.get(i) + "-1");
            text.key("site", sites.get(i), "");
            text.key("address", NETWORKS.get(i), "Put the machine's own here.");
            text.open("ssh", "The login must be allowed to do what the plan needs, and no more.");
            text.key("user", "changeover", "Put the login's name here.");
            text.key("key", "${file:/etc/changeover/id_ed25519}", "Put the path on the server here.");
            text.key("knownHosts", "/etc/changeover/known_hosts", "Collect the keys over a way that you trust.");
            text.close();
            text.close();
        }
        text.close();
    }

    private void groups(StarterText text, List<String> sites, boolean postgresql, List<String> units) {
        text.open("groups", "What others need comes first.");
        if (postgresql) {
            text.line("- name: database");
            text.line("  instances:");
            instance(text, sites, "database", "postgresql", Map.of("password", "${env:DATABASE_PASSWORD}"));
        }
        text.line("- name: app");
        text.line("  instances:");
        for (String unit : units) {
            instance(text, sites, unit.replaceAll("[^A-Za-z0-9._-]", "-"), "systemd", Map.of("unit", unit));
            text.line("      # > "
                    + "How to tell that it is healthy: put its port here, or ask by http, sql or command.");
            text.line("      check: { tcp: \"${host}:8080\" }");
        }
        text.close();
    }

    private void instance(
            StarterText text, List<String> sites, String name, String connector, Map<String, String> more) {
        text.line("    - name: " + name);
        text.line("      connector: " + connector);
        for (Field field : catalogue.fields(Kind.INSTANCE).getOrDefault(connector, List.of())) {
            String value = more.getOrDefault(field.name(), field.required() ? sample(field) : "");
            if (!value.isEmpty() && !field.name().equals(Connected.HOST)) {
                text.line("      # > " + field.description());
                text.line("      %s: %s".formatted(field.name(), value));
            }
        }
        text.line("      # What stands under a site's name holds there only: the host, and any setting from above.");
        for (String site : sites) {
            text.line("      %s: { host: %s-1 }".formatted(site, site));
        }
    }

    private static String sample(Field field) {
        return SAMPLES.getOrDefault(field.name(), field.fallback() == null ? "change-me" : field.fallback());
    }

    private static void routes(StarterText text, List<String> sites) {
        List<String> lines = new ArrayList<>(List.of(
                "- name: www",
                "  connector: command",
                "  read: /usr/local/bin/route show            # prints the site that users are sent to",
                "  switch: /usr/local/bin/route set ${site}   # sends them to that site"));
        sites.forEach(site -> lines.add("  %s: { host: %s-1 }".formatted(site, site)));
        lines.add("  check: { http: \"https://www.example.org/whoami\", body: \"${site}\" }");
        text.left("routes", lines);
    }

    /** Each site is fenced from the other one: its own hosts may be lost with it. */
    private static List<String> fencing(List<String> sites) {
        return List.of(
                "- name: power",
                "  connector: command",
                "  fence: /usr/local/bin/power off ${site}     # takes the power from that site's machines",
                "  verify: /usr/local/bin/power is-off ${site} # exit 0 is off, 1 is on",
                "  %s: { host: %s-1 }".formatted(sites.get(0), sites.get(1)),
                "  %s: { host: %s-1 }".formatted(sites.get(1), sites.get(0)),
                "- { name: clean-stop, connector: stop }");
    }

    private static void extras(StarterText text, List<String> sites) {
        List<String> approvals = new ArrayList<>();
        for (RunType type : RunType.values()) {
            approvals.add("%s: { group: %s, notRequester: %s }"
                    .formatted(type.wireName(), ApprovalRule.DEFAULT.group(), ApprovalRule.DEFAULT.notRequester()));
        }
        approvals.add("statement: { group: %s, notRequester: %s }"
                .formatted(ApprovalRule.DEFAULT.group(), ApprovalRule.DEFAULT.notRequester()));
        text.left("fencing", fencing(sites));
        text.left("approvals", approvals);
        text.left(
                "witnesses",
                List.of(
                        "- name: watch",
                        "  url: \"https://watch.example.org/${site}\"   # or 'host: …', a host of neither site"));
        text.left("window", List.of("zone: Europe/Berlin", "days: [SAT, SUN]", "from: \"01:00\"", "to: \"05:00\""));
        text.left("limits", text.fallbacks("limits"));
        text.left("watch", text.fallbacks("watch"));
        text.left("trigger", text.fallbacks("trigger"));
        text.left(Connected.DRILL, text.fallbacks(Connected.DRILL));
    }
}
