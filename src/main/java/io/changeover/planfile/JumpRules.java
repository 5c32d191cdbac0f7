package io.changeover.planfile;

import io.changeover.planfile.Part.Text;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What must hold for the jump hosts of a plan: each is there, can be logged in to, and no way leads in a circle. */
final class JumpRules {
    private final Members members;
    private final Problems problems;

    JumpRules(Members members, Problems problems) {
        this.members = members;
        this.problems = problems;
    }

    void check() {
        for (String host : members.hosts()) {
            jump(host).ifPresent(jump -> check(host, jump));
        }
    }

    private void check(String host, Text jump) {
        if (!members.hosts().contains(jump.value())) {
            problems.add(
                    jump.place(),
                    "unknown host %s%s".formatted(jump.words(), Nearest.hint(jump.value(), members.hosts())));
            return;
        }
        boolean login =
                members.host(jump.value()).filter(found -> !found.has("ssh")).isEmpty();
        if (!login) {
            problems.add(jump.place(), "host %s has no 'ssh', so nobody can log in through it".formatted(jump.words()));
        }
        Set<String> way = new LinkedHashSet<>(Set.of(host));
        Optional<Text> next = Optional.of(jump);
        while (next.isPresent() && way.add(next.get().value())) {
            next = jump(next.get().value());
        }
        // Said of every host in the circle, not of those from which the way leads into it.
        if (next.isPresent() && next.get().value().equals(host)) {
            problems.add(
                    jump.place(),
                    "host '%s' is reached through itself: %s -> %s".formatted(host, String.join(" -> ", way), host));
        }
    }

    private Optional<Text> jump(String host) {
        return members.host(host).flatMap(found -> found.mapping("ssh")).flatMap(ssh -> ssh.text("jump"));
    }
}
