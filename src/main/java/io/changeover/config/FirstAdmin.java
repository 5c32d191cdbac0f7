package io.changeover.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the first administrator when there is none. The password is told once: in one log line and in a file. */
final class FirstAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);
    private static final String ID = "admin";
    private static final int PASSWORD_BYTES = 18;

    private final People people;
    private final Path dataDir;

    FirstAdmin(People people, Path dataDir) {
        this.people = people;
        this.dataDir = dataDir;
    }

    void ensure() {
        if (people.hasAdmin()) {
            return;
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path file = write(password);
        people.user(ID, password, List.of(Roles.ADMINS));
        LOG.warn("first start: user={} password={} (shown once; also in {}, delete it when read)", ID, password, file);
    }

    /** Written before the user is made: a crash in between leaves no administrator whose password nobody knows. */
    private Path write(String password) {
        Path file = dataDir.resolve("admin-password").toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] owner = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createFile(file, owner);
            Files.write(
                    file,
                    (password + System.lineSeparator()).getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.WRITE);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the first password to " + file, failure);
        }
    }
}
