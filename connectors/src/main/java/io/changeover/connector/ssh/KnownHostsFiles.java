package io.changeover.connector.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files with host keys, each read once until it is changed: with 300 hosts it is long, and asked 300 times. Thread-safe. */
final class KnownHostsFiles {
    /** A file may be changed again within one tick of its clock, and looks the same then. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Map<Path, Content> read = new ConcurrentHashMap<>();

    private record Content(List<Object> look, long seen, boolean settled, HostKeyRepository keys) {}

    /** The keys that stand in the file now. */
    HostKeyRepository of(Path file) throws IOException, JSchException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        List<Object> look = List.of(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
        Content known = read.get(file);
        long now = System.nanoTime();
        long seen = now;
        if (known != null && known.look.equals(look)) {
            if (known.settled) {
                return known.keys;
            }
            seen = known.seen;
        }
        JSch jsch = new JSch();
        jsch.setKnownHosts(file.toString());
        HostKeyRepository keys = jsch.getHostKeyRepository();
        read.put(file, new Content(look, seen, now - seen >= SETTLED.toNanos(), keys));
        return keys;
    }
}
