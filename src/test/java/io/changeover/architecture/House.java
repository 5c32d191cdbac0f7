package io.changeover.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** The packages of the product, told relative to a root package. */
final class House {
    /** The product's root package. */
    static final String ROOT = "io.changeover";

    /** Every package that must hold classes. A rule about one of them fails when it finds nothing there. */
    static final Set<String> PACKAGES = Set.of(
            "domain.site",
            "domain.plan",
            "domain.replication",
            "domain.run",
            "domain.watch",
            "domain.audit",
            "application",
            "application.port",
            "connector.spi",
            "connector.runtime",
            "connector.ssh",
            "connector.command",
            "connector.dns",
            "connector.systemd",
            "connector.check",
            "connector.postgresql",
            "connector.rsync",
            "connector.host",
            "connector.haproxy",
            "connector.address",
            "connector.nat",
            "connector.witness",
            "runbook.delegate",
            "runbook.step",
            "runbook.gate",
            "schedule",
            "runbook.deploy",
            "runbook.lint",
            "runbook.template",
            "runbook.trial",
            "persistence",
            "notify",
            "observe",
            "planfile",
            "api",
            "api.model",
            "dashboard",
            "report",
            "report.paper",
            "cli",
            "demo",
            "config");

    /**
     * Packages that are still to come: only for these may a rule be idle. A package that has arrived must leave this
     * set, and the set must end empty.
     */
    static final Set<String> AWAITED = Set.of();

    private final String root;

    House(String root) {
        this.root = root;
    }

    String root() {
        return root;
    }

    /** The full name of a package of this house. */
    String name(String relative) {
        return root + "." + relative;
    }

    /** Patterns for these packages and all below them. */
    String[] trees(String... relative) {
        String[] patterns = new String[relative.length];
        for (int i = 0; i < relative.length; i++) {
            patterns[i] = name(relative[i]) + "..";
        }
        return patterns;
    }

    /** Whether the class belongs to this house at all. */
    boolean owns(JavaClass type) {
        return within(type.getPackageName(), root);
    }

    /** Whether the class is in this package or below it. */
    boolean isIn(JavaClass type, String relative) {
        return within(type.getPackageName(), name(relative));
    }

    /**
     * The room that a class is in: the first part of its package below the root, for connectors the first two. Empty
     * for classes at the root itself and outside the house.
     */
    String room(JavaClass type) {
        String name = type.getPackageName();
        if (!within(name, root) || name.equals(root)) {
            return "";
        }
        String[] parts = name.substring(root.length() + 1).split("\\.");
        return parts[0].equals("connector") && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    /** Whether the class is part of a connector, that is: below connector, but neither SPI nor runtime. */
    boolean isConnector(JavaClass type) {
        String room = room(type);
        return room.startsWith("connector.") && !room.equals("connector.spi") && !room.equals("connector.runtime");
    }

    private static boolean within(String name, String tree) {
        return name.equals(tree) || name.startsWith(tree + ".");
    }
}
