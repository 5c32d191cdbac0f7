package io.changeover.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What this server is called among those that share a database: unique, and telling where it runs. */
record NodeName(String value) {
    private static final int LONGEST = 50;

    static NodeName ofThisProcess() {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        String name = hostName() + "-" + ProcessHandle.current().pid() + "-" + unique;
        return new NodeName(name.substring(Math.max(0, name.length() - LONGEST)));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
