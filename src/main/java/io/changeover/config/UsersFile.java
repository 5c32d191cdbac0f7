package io.changeover.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Users written down in a file: a YAML list whose entries have {@code id}, {@code password} and {@code groups}. */
final class UsersFile {
    private static final Set<String> KEYS = Set.of("id", "password", "groups");

    /** One user; {@code toString} keeps the password to itself. */
    record Entry(String id, String password, List<String> groups) {
        @Override
        public String toString() {
            return id + " in " + groups;
        }
    }

    private UsersFile() {}

    /**
     * @throws IllegalArgumentException if the file cannot be read or an entry is not as wanted; names all such entries
     */
    static List<Entry> read(Path file) {
        Object content;
        try {
            content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (IOException | YAMLException unreadable) {
            throw new IllegalArgumentException(
                    "users file %s must be a readable YAML list, but: %s".formatted(file, unreadable.getMessage()),
                    unreadable);
        }
        if (!(content instanceof List<?> list)) {
            throw new IllegalArgumentException("users file %s must be a YAML list of users".formatted(file));
        }
        List<Entry> entries = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            entry(i + 1, list.get(i), entries, mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("users file %s: %s".formatted(file, String.join("; ", mistakes)));
        }
        return List.copyOf(entries);
    }

    private static void entry(int number, Object value, List<Entry> entries, List<String> mistakes) {
        if (!(value instanceof Map<?, ?> map) || !KEYS.containsAll(map.keySet())) {
            mistakes.add("entry %d must have the keys %s and no other"
                    .formatted(number, List.of("id", "password", "groups")));
            return;
        }
        Object groups = map.containsKey("groups") ? map.get("groups") : List.of();
        if (map.get("id") == null || map.get("password") == null || !(groups instanceof List<?> names)) {
            mistakes.add("entry %d needs an id, a password, and groups as a list".formatted(number));
            return;
        }
        entries.add(new Entry(
                String.valueOf(map.get("id")),
                String.valueOf(map.get("password")),
                names.stream().map(String::valueOf).toList()));
    }
}
