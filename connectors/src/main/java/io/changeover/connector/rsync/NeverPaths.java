package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Settings;
import java.util.ArrayList;
import java.util.List;

/** Paths of one side that must never be synced: the system's, the plan's, and what the connector itself needs. */
final class NeverPaths {
    private static final List<String> SYSTEM = List.of(
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/lib",
            "/lib32",
            "/lib64",
            "/libx32",
            "/proc",
            "/run",
            "/sbin",
            "/sys",
            "/usr",
            "/var/lib/dpkg",
            "/var/lib/rpm",
            "/var/run");

    private final String side;
    private final List<String> paths;

    private NeverPaths(String side, List<String> paths) {
        this.side = side;
        this.paths = paths;
    }

    /** Those of a side. */
    static NeverPaths of(Side side, Settings settings) throws ConnectorException {
        List<String> paths = new ArrayList<>(SYSTEM);
        for (String path : settings.texts("never")) {
            paths.add(absolute(side.name(), "never", path));
        }
        paths.add(side.state());
        if (side.keep() != null) {
            paths.add(side.keep());
        }
        for (String file : new String[] {side.transfer().key(), side.transfer().knownHosts()}) {
            if (file != null && file.startsWith("/")) {
                paths.add(absolute(side.name(), "transferKey and transferKnownHosts", file));
            }
        }
        return new NeverPaths(side.name(), paths);
    }

    /** Passes unless the path is one of them, contains one or lies in one. */
    void require(String path) throws ConnectorException {
        for (String never : paths) {
            if (path.equals("/") || within(path, never) || within(never, path)) {
                throw ConnectorException.permanent(
                        "RSYNC_PATH_FORBIDDEN",
                        "%s: wanted a path that has nothing to do with %s, found %s"
                                .formatted(side, path.equals("/") ? "the whole file system" : never, path));
            }
        }
    }

    private static boolean within(String path, String tree) {
        return path.equals(tree) || path.startsWith(tree + "/");
    }

    /** The path without empty parts, dots and a slash at the end. */
    static String absolute(String side, String setting, String path) throws ConnectorException {
        if (!path.startsWith("/") || path.chars().anyMatch(Character::isISOControl)) {
            throw ConnectorException.permanent(
                    "RSYNC_SETTING_WRONG",
                    "%s: wanted an absolute path as '%s', found '%s'".formatted(side, setting, path));
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }
}
