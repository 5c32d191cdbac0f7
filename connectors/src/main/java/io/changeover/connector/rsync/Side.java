package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dataset as placed at one site.
 *
 * @param name how messages name it
 * @param site the site it is at
 * @param path the folder, without a slash at its end
 * @param state the folder for marker and partial files, never inside the path
 * @param keep the folder for what only this side holds when it is made to follow, or null to give that up
 * @param runAs the user who reads and writes the data there, or null for the one who logs in
 */
record Side(
        String name,
        String site,
        Host host,
        String path,
        String state,
        @Nullable String runAs,
        @Nullable String keep,
        Transfer transfer) {
    static final List<Field> FIELDS = List.of(
            Field.required("path", Type.TEXT, "The folder; may differ from site to site.")
                    .another(),
            Field.optional("exclude", Type.TEXTS, "Patterns of rsync for what is not copied and not deleted."),
            Field.optional(
                    "never", Type.TEXTS, "Absolute paths that must never be touched, beside those of the system."),
            Field.optional("delete", Type.FLAG, "true", "Whether what the primary side lacks is deleted."),
            Field.optional("mode", Type.TEXT, "pull", "Whether rsync runs on the receiving host or on the sending one.")
                    .oneOf("pull", "push"),
            Field.optional("bandwidth", Type.TEXT, "The most to send per second, as rsync writes it: 500k, 10m."),
            Field.optional(
                    "transferAddress",
                    Type.TEXT,
                    "Address at which the other site reaches this host; by default the host's."),
            Field.optional("transferPort", Type.PORT, "Its SSH port; by default the one in the host's ssh settings."),
            Field.optional("transferUser", Type.TEXT, "The user to log in as; by default the one in the ssh settings."),
            Field.optional("transferKey", Type.TEXT, "Path of the private key on the host that runs rsync."),
            Field.optional(
                    "transferKnownHosts",
                    Type.TEXT,
                    "Path of the known hosts on the host that runs rsync; by default those of the user there."),
            Field.optional("runAs", Type.TEXT, "The user who reads and writes the data, by runuser or sudo -n."),
            Field.optional(
                            "state",
                            Type.TEXT,
                            "Folder for the marker; by default beside the path, with a dot before its name and .changeover"
                                    + " after it.")
                    .another(),
            Field.optional(
                            "keep",
                            Type.TEXT,
                            "Folder for what only this side holds when a former primary is made to follow; by default kept in"
                                    + " the folder for the marker; none gives such files up.")
                    .another());

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.:%][A-Za-z0-9_.:%-]*");

    /** Reads a placement's settings. */
    static Side of(Target target) throws ConnectorException {
        Host host = target.requiredHost();
        Settings settings = target.settings();
        String name = "%s on %s".formatted(target, host);
        String path = NeverPaths.absolute(name, "path", settings.text("path", ""));
        int slash = path.lastIndexOf('/');
        String beside = path.substring(0, slash + 1) + "." + path.substring(slash + 1) + ".changeover";
        String state = NeverPaths.absolute(name, "state", settings.text("state", beside));
        String runAs = settings.find("runAs").orElse(null);
        if (runAs != null && !SAFE.matcher(runAs).matches()) {
            throw ConnectorException.permanent(
                    "RSYNC_SETTING_WRONG", "%s: wanted a user as 'runAs', found '%s'".formatted(name, runAs));
        }
        String kept = settings.text("keep", state + "/kept");
        String keep = kept.equals("none") ? null : NeverPaths.absolute(name, "keep", kept);
        Transfer transfer = Transfer.of(name, host, settings);
        Side side = new Side(name, target.site(), host, path, state, runAs, keep, transfer);
        NeverPaths.of(side, settings).require(path);
        return side;
    }

    /** The file that tells this side's role. */
    String marker() {
        return state + "/marker";
    }

    /** Where pieces of files are kept when a copy breaks. */
    String partial() {
        return state + "/partial";
    }

    @Override
    public String toString() {
        return name;
    }

    /** How the other site logs in here, and what this one logs in with there. */
    record Transfer(
            String address,
            int port,
            @Nullable String user,
            @Nullable String key,
            @Nullable String knownHosts) {
        private static Transfer of(String name, Host host, Settings settings) throws ConnectorException {
            String user =
                    settings.find("transferUser").orElse(host.ssh().find("user").orElse(null));
            String address = settings.text("transferAddress", host.address());
            for (String word : user == null ? List.of(address) : List.of(address, user)) {
                if (!SAFE.matcher(word).matches()) {
                    throw ConnectorException.permanent(
                            "RSYNC_SETTING_WRONG",
                            "%s: wanted a user and an address, found '%s'".formatted(name, word));
                }
            }
            return new Transfer(
                    address,
                    settings.integer("transferPort", host.ssh().integer("port", 22)),
                    user,
                    settings.find("transferKey").orElse(null),
                    settings.find("transferKnownHosts").orElse(null));
        }

        /** User and address, as rsync takes them. */
        String login() {
            String place = address.contains(":") ? "[" + address + "]" : address;
            return user == null ? place : user + "@" + place;
        }

        @Override
        public String toString() {
            return login() + " port " + port;
        }
    }
}
