package io.changeover.connector.ssh;

import com.jcraft.jsch.Session;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a login may cost. With a hundred hosts each millisecond of it is a tenth of a second: the key exchange is the
 * cheapest that is good, what Java can do is found out once and not by every login, and nothing is asked whose answer is
 * known.
 */
final class Algorithms {
    private static final List<String> FIRST_KEX = List.of("curve25519-sha256", "curve25519-sha256@libssh.org");
    private static final boolean USUAL_JAVA = usual();

    private Algorithms() {}

    static void propose(Session session) {
        List<String> checked = List.of(session.getConfig("CheckKexes").split(","));
        // 3 ms of CPU instead of 30: what the first of the defaults costs shows with a hundred hosts.
        Set<String> kex = new LinkedHashSet<>(FIRST_KEX);
        for (String name : session.getConfig("kex").split(",")) {
            // Those that not every Java has; a check would make a key pair for each and throw it away.
            if (!USUAL_JAVA || !checked.contains(name)) {
                kex.add(name);
            }
        }
        session.setConfig("kex", String.join(",", kex));
        session.setConfig(
                "CheckKexes",
                USUAL_JAVA
                        ? ""
                        : String.join(
                                ",", kex.stream().filter(checked::contains).toList()));
        if (USUAL_JAVA) {
            session.setConfig("CheckSignatures", "");
        }
        session.setConfig("CheckCiphers", "");
        // Which methods there are shows when they are tried, and whether a key is welcome when it signs.
        session.setConfig("enable_auth_none", "no");
        session.setConfig("enable_pubkey_auth_query", "no");
    }

    private static boolean usual() {
        try {
            KeyPairGenerator.getInstance("X25519");
            Signature.getInstance("Ed25519");
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }
}
