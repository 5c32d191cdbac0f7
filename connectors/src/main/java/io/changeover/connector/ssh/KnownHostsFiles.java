package io.changeover.connector.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files with host keys, each read once until it is changed: with 300 hosts it is long, and asked 300 times. Thread-safe. */
final class KnownHostsFiles {
    /** A file that was changed again within the same tick of its clock looks the same. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Map<Path, Content> read = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    private record Content(List<Object> look, boolean settled, HostKeyRepository keys) {}

    /** The keys that stand in the file now. */
    HostKeyRepository of(Path file) throws IOException, JSchException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        FileTime changed = found.lastModifiedTime();
        List<Object> look = List.of(changed, found.size(), String.valueOf(found.fileKey()));
        Content known = read.get(file);
        if (known != null && known.settled && known.look.equals(look)) {
            return known.keys;
        }
        Instant now = clock.instant();
        JSch jsch = new JSch();
        jsch.setKnownHosts(file.toString());
        HostKeyRepository keys = jsch.getHostKeyRepository();
        read.put(file, new Content(look, changed.toInstant().plus(SETTLED).isBefore(now), keys));
        return keys;
    }
}
