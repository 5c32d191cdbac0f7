package io.changeover.domain.plan;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is different between the checks of a member. All must say yes, so their order is none of it. */
final class CheckDiff {
    private final String path;
    private final String words;
    private final Defaults defaults;
    private final ChangeList changes;

    CheckDiff(String path, String words, Defaults defaults, ChangeList changes) {
        this.defaults = defaults;
        this.path = path + ".checks";
        this.words = words;
        this.changes = changes;
    }

    void between(List<Check> before, List<Check> after) {
        List<Check> gone = new ArrayList<>(before);
        List<Check> come = new ArrayList<>(after);
        come.removeIf(is -> {
            Optional<Check> same =
                    gone.stream().filter(was -> kin(was, is) && same(was, is)).findFirst();
            same.ifPresent(gone::remove);
            return same.isPresent();
        });
        for (Iterator<Check> rest = gone.iterator(); rest.hasNext(); ) {
            Check was = rest.next();
            Optional<Check> is = come.stream().filter(one -> kin(was, one)).findFirst();
            if (is.isPresent()) {
                changed(was, is.get());
                come.remove(is.get());
                rest.remove();
            }
        }
        gone.forEach(was -> changes.lost(
                Code.CHECK_REMOVED, path, "%s: the check %s is not asked any more".formatted(words, shown(was))));
        come.forEach(
                is -> changes.added(Code.CHECK_ADDED, path, "%s: the check %s is new".formatted(words, shown(is))));
    }

    /** Whether one is the other asked in another way, rather than another question. */
    private static boolean kin(Check was, Check is) {
        return was.connector().equals(is.connector());
    }

    private void changed(Check was, Check is) {
        Map<String, Object> before = values(was);
        Map<String, Object> after = values(is);
        for (String key : PlanDiff.keys(before, after)) {
            Object old = effective(was, key, before);
            Object now = effective(is, key, after);
            if (!Defaults.same(old, now)) {
                boolean less = key.equals("times") && is.times() < was.times() || now == null;
                changes.value(
                        Code.CHECK_CHANGED,
                        less ? Severity.DANGEROUS : Severity.NORMAL,
                        path,
                        "%s: '%s' of the check %s".formatted(words, key, was.connector()),
                        old,
                        now);
            }
        }
    }

    private boolean same(Check was, Check is) {
        Map<String, Object> before = values(was);
        Map<String, Object> after = values(is);
        for (String key : PlanDiff.keys(before, after)) {
            if (!Defaults.same(effective(was, key, before), effective(is, key, after))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object effective(Check check, String key, Map<String, Object> values) {
        return defaults.effective(check.connector(), Kind.CHECK, key, values.get(key));
    }

    private static Map<String, Object> values(Check check) {
        Map<String, Object> values = new LinkedHashMap<>(check.settings());
        values.put("times", check.times());
        values.put("every", check.every());
        values.put("within", check.within());
        return values;
    }

    private static String shown(Check check) {
        Object asked = check.settings().get(check.connector());
        return asked == null ? check.connector() : "%s '%s'".formatted(check.connector(), asked);
    }
}
