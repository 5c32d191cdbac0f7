package io.changeover.demo;

import java.util.List;
import java.util.stream.Collectors;

/** Somebody who may log in at the demonstration's server. */
record User(String id, String password, List<String> groups) {
    /** A new one with a password of its own. */
    static User in(String id, String... groups) {
        return new User(id, Secrets.password(), List.of(groups));
    }

    /** The users file of the server. */
    static String file(List<User> users) {
        return users.stream()
                .map(user -> "- { id: %s, password: \"%s\", groups: [%s] }%n"
                        .formatted(user.id, user.password, String.join(", ", user.groups)))
                .collect(Collectors.joining());
    }

    /** Never the password. */
    @Override
    public String toString() {
        return id;
    }
}
