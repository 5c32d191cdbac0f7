package io.changeover.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** One site's two application processes, as an operator would have them: a script that starts, stops and asks. */
final class Shops {
    /** Their names. */
    static final List<String> NAMES = List.of("shop-1", "shop-2");

    private static final String SCRIPT = """
            #!/bin/sh
            # usage: shop start|stop|status shop-1|shop-2      status exits 0 if it runs, 3 if not
            set -u
            name=$2
            pid_file=@HOME@/$name.pid
            case $name in shop-1) port=@PORT1@ ;; shop-2) port=@PORT2@ ;; *) echo "no such shop: $name" >&2; exit 2 ;; esac
            mark=-Dchangeover.demo.shop=@SITE@/$name
            # A number in a file proves nothing: the process must be this shop.
            running() {
                pid=$(cat "$pid_file" 2>/dev/null) && [ -r "/proc/$pid/cmdline" ] &&
                    tr '\\0' '\\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qx -e "$mark"
            }
            case $1 in
            start)
                running && { echo "$name runs already"; exit 0; }
                nohup "@JAVA@" -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto "@MARK@" "$mark" \\
                    -cp "@CLASSPATH@" io.changeover.demo.DemoShop @HOME@/shop.properties "$name" "$port" \\
                    >>"@HOME@/$name.log" 2>&1 </dev/null &
                echo $! >"$pid_file"
                tries=0
                until running; do
                    tries=$((tries + 1))
                    [ $tries -le 100 ] || { echo "$name did not start, see @HOME@/$name.log" >&2; exit 1; }
                    sleep 0.02
                done
                echo "$name runs, pid $pid" ;;
            stop)
                running || { echo "$name does not run"; exit 0; }
                kill "$pid"
                tries=0
                while running; do
                    tries=$((tries + 1))
                    [ $tries -le 500 ] || { echo "$name still runs after 10 s, pid $pid" >&2; exit 1; }
                    sleep 0.02
                done
                rm -f "$pid_file"
                echo "$name has ended" ;;
            status)
                running && { echo "$name runs, pid $pid"; exit 0; }
                echo "$name does not run"
                exit 3 ;;
            *) echo "usage: shop start|stop|status NAME" >&2; exit 2 ;;
            esac
            """;

    private Shops() {}

    /**
     * Writes the script and its settings.
     *
     * @param home the site's folder
     * @param classPath as {@link #classPath} made it
     * @param url the JDBC address of the site's database
     */
    static void install(Path demo, Path home, Place place, String classPath, String url, String password)
            throws IOException {
        Path script = Files.createDirectories(home.resolve("bin")).resolve("shop");
        Files.writeString(
                script,
                SCRIPT.replace("@HOME@", home.toString())
                        .replace("@SITE@", place.site())
                        .replace("@PORT1@", Integer.toString(place.shop()))
                        .replace("@PORT2@", Integer.toString(place.shop() + 1))
                        .replace(
                                "@JAVA@",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString())
                        .replace("@MARK@", Processes.mark(demo))
                        .replace("@CLASSPATH@", classPath));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        SshKeys.secret(home.resolve("shop.properties"), """
                site=%s
                address=%s
                url=%s
                user=shop
                password=%s
                """.formatted(place.site(), place.address(), url, password));
    }

    /**
     * What the shop needs of our class path. Out of the packed jar its classes and the driver are copied to the folder,
     * so that a shop starts in a blink.
     */
    static String classPath(Path library) throws IOException {
        String own = System.getProperty("java.class.path");
        if (own.endsWith(".jar") && Files.isRegularFile(Path.of(own))) {
            try (JarFile jar = new JarFile(own)) {
                if (jar.getEntry("BOOT-INF/lib/") != null) {
                    copyParts(jar, library);
                    return library + ":" + library.resolve("driver.jar");
                }
            }
        }
        return place(DemoShop.class.getName()) + ":" + place("org.postgresql.Driver");
    }

    private static void copyParts(JarFile jar, Path library) throws IOException {
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            String name = entry.getName();
            if (name.matches("BOOT-INF/lib/postgresql-\\d.*\\.jar")) {
                copy(jar, entry, library.resolve("driver.jar"));
            } else if (name.matches("BOOT-INF/classes/io/changeover/demo/(DemoShop|ShopDatabase)[^/]*\\.class")) {
                copy(jar, entry, library.resolve(name.substring("BOOT-INF/classes/".length())));
            }
        }
    }

    private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (InputStream stream = jar.getInputStream(entry)) {
            Files.copy(stream, target);
        }
    }

    private static Path place(String type) throws IOException {
        try {
            return Path.of(Class.forName(type)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IOException("class path: wanted a file that holds " + type + ", found none", e);
        }
    }
}
