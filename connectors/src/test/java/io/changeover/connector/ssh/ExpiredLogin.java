package io.changeover.connector.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A user whose password must be changed, on a real OpenSSH with PAM. The server runs in a mount namespace in which the
 * lists of users are copies, so that the machine's own stay as they are. Needs root.
 */
public final class ExpiredLogin {
    /** Who logs in: root by another name, who may read the key's file wherever the test's folder is. */
    public static final String USER = "changeover-old";

    /** Who logs in with {@link #PASSWORD} and is nobody special. */
    public static final String PLAIN_USER = "changeover-past";

    /** The password that must be changed. */
    public static final String PASSWORD = "open-sesame";

    private static final String HASH =
            "$6$aV4yTe1h$DmVb0U/LWPnmeax/YNv65tXi92FopK7HqiiAwUuSM4k4KdFVi/XvXADRDA.VkbjLVbrmk7dmyzv72FTBipZPv1";
    private static final String START =
            "mount --bind $0/passwd /etc/passwd && mount --bind $0/shadow /etc/shadow && exec \"$@\"";

    private ExpiredLogin() {}

    /** A server that knows the user and keeps its files in that folder. */
    public static OpenSshDaemon daemon(Path folder) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("passwd"),
                Files.readString(Path.of("/etc/passwd")) + USER + ":x:0:0::/tmp:/bin/sh\n" + PLAIN_USER
                        + ":x:64998:64998::/tmp:/bin/sh\n");
        Files.writeString(
                folder.resolve("shadow"), Files.readString(Path.of("/etc/shadow")) + line(USER) + line(PLAIN_USER));
        Files.setPosixFilePermissions(folder.resolve("shadow"), PosixFilePermissions.fromString("rw-------"));
        return new OpenSshDaemon(
                List.of("unshare", "-m", "sh", "-c", START, folder.toString()),
                folder,
                "UsePAM yes",
                "PasswordAuthentication yes");
    }

    private static String line(String user) {
        return user + ":" + HASH + ":0:0:99999:7:::\n";
    }
}
