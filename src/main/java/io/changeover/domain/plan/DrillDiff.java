package io.changeover.domain.plan;

import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is different in effect between the drills of two plans. */
final class DrillDiff {
    private final Drill before;
    private final Drill after;
    private final ChangeList changes;

    DrillDiff(Drill before, Drill after, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void all() {
        value("limit", Severity.NORMAL, before.limit(), after.limit());
        boolean rarer = after.every().compareTo(before.every()) > 0;
        value("every", rarer ? Severity.DANGEROUS : Severity.NORMAL, before.every(), after.every());
        value(
                "folder",
                Severity.NORMAL,
                before.folder().orElse(null),
                after.folder().orElse(null));
        members("instance", before.instances(), after.instances());
        members("dataset", before.datasets(), after.datasets());
    }

    private void value(String name, Severity severity, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            changes.value(Code.DRILL_CHANGED, severity, "drill." + name, "drills: '" + name + "'", was, is);
        }
    }

    private void members(String kind, Map<String, Drill.Member> was, Map<String, Drill.Member> is) {
        was.keySet().stream().sorted().forEach(name -> {
            String path = path(kind, name);
            String words = "the drill of %s %s".formatted(kind, name);
            Drill.Member old = Objects.requireNonNull(was.get(name));
            Drill.Member now = is.get(name);
            if (now == null) {
                changes.lost(Code.DRILL_REMOVED, path, words + " is gone: drills leave it out");
            } else {
                new PlaceDiff(changes).between(path, words, old.placements(), now.placements());
                new CheckDiff(path, words, changes).between(old.checks(), now.checks());
            }
        });
        is.keySet().stream()
                .filter(name -> !was.containsKey(name))
                .sorted()
                .forEach(name -> changes.added(
                        Code.DRILL_ADDED, path(kind, name), "%s %s is part of drills".formatted(kind, name)));
    }

    private static String path(String kind, String name) {
        return "%ss.%s.drill".formatted(kind, name);
    }
}
