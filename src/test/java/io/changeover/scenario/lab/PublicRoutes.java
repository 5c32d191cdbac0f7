package io.changeover.scenario.lab;

import java.util.List;
import java.util.Map;

/** What the lab's two ways in say, read from the machines and not from the server. */
final class PublicRoutes {
    private static final String RESOLVER = "witness";

    /** The bits of an administrative state that keep users away; one more says only how the configuration began. */
    private static final int OUT = 0b111011;

    private final Lab lab;

    PublicRoutes(Lab lab) {
        this.lab = lab;
    }

    /** The site that the name server sends to, or the address that it gives where that is none of theirs. */
    String dns() {
        return site(lab.dns());
    }

    /** The sites that the edge sends to: those whose server is told neither to drain nor to be in maintenance. */
    List<String> edge() {
        return lab.on("edge", "sh", "-c", "echo show servers state shop | socat - /run/haproxy.sock")
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length > 6 && words[1].equals("shop"))
                .filter(words -> (Integer.parseInt(words[6]) & OUT) == 0)
                .map(words -> words[3])
                .toList();
    }

    /** Sets how long users may keep the answer of the name server. */
    void ttl(int seconds) {
        String update = "server %s\nupdate delete shop.lab.test A\nupdate add shop.lab.test %d A %s\nsend\n"
                .formatted(lab.address("edge"), seconds, lab.dns());
        lab.on("edge", "sh", "-c", "printf %s \"$0\" | nsupdate -k \"$LAB_DIR/hosts/edge/etc/tsig.conf\"", update);
    }

    /** Starts a resolver that keeps answers as long as it may, as the users of a provider have it; its address. */
    String startResolver() {
        lab.on(
                RESOLVER,
                "sh",
                "-c",
                "mkdir -p /srv/named && cd /srv/named && printf '%s\\n' 'options { directory \"/srv/named\";"
                        + " listen-on { any; }; listen-on-v6 { none; }; pid-file none; session-keyfile none;"
                        + " recursion yes; allow-query { any; }; forward only; forwarders { '\"$0\"'; };"
                        + " dnssec-validation no; }; controls { };' >named.conf"
                        + " && systemd-run --user -q --unit=resolver /usr/sbin/named -g -c /srv/named/named.conf",
                lab.address("edge"));
        return lab.address(RESOLVER);
    }

    /** Ends the resolver, if it runs. */
    void stopResolver() {
        lab.on(RESOLVER, "sh", "-c", "systemctl --user -q stop resolver || :");
    }

    /** The site that this resolver sends its users to; empty while it does not answer. */
    String resolver() {
        return site(
                lab.on("client", "sh", "-c", "dig +short +time=1 @\"$0\" shop.lab.test A || :", lab.address(RESOLVER))
                        .strip());
    }

    private String site(String address) {
        return Map.of(lab.address("fra-front"), "fra", lab.address("ams-front"), "ams")
                .getOrDefault(address, address);
    }
}
