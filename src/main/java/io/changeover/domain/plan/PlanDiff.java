package io.changeover.domain.plan;

import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds what is different in effect between two plans. What makes no difference to a run, such as the order of keys,
 * comments, or the order of instances in a group, is no change.
 */
public final class PlanDiff {
    /** How a host is logged in to where its plan says nothing of it. */
    private static final Map<String, Object> LOGIN = Map.of("port", 22, "knownHosts", "~/.ssh/known_hosts");

    private final ProtectionPlan before;
    private final ProtectionPlan after;
    private final ChangeList changes = new ChangeList();

    private PlanDiff(ProtectionPlan before, ProtectionPlan after) {
        this.before = before;
        this.after = after;
    }

    /** Every change, in the order of the parts of a plan. A default that is written out is none. */
    public static List<PlanChange> between(ProtectionPlan before, ProtectionPlan after, Defaults defaults) {
        PlanDiff diff = new PlanDiff(before, after);
        diff.objectives();
        diff.sites();
        diff.hosts();
        new MemberDiff(before, after, defaults, diff.changes).all();
        new FencingDiff(defaults, diff.changes).between(before.fencing(), after.fencing());
        diff.approvals();
        diff.window();
        diff.limits();
        new ReceiverDiff(diff.changes).between(before, after);
        return diff.changes.all();
    }

    private void objectives() {
        longerIsLooser("rpo", before.objectives().rpo(), after.objectives().rpo());
        longerIsLooser("rto", before.objectives().rto(), after.objectives().rto());
    }

    private void longerIsLooser(String name, Duration was, Duration is) {
        if (!was.equals(is)) {
            Severity severity = is.compareTo(was) > 0 ? Severity.DANGEROUS : Severity.NORMAL;
            changes.value(Code.OBJECTIVE_CHANGED, severity, "objectives." + name, "the objective " + name, was, is);
        }
    }

    private void sites() {
        for (SiteId site : before.sites().keySet()) {
            if (!after.sites().containsKey(site)) {
                changes.lost(Code.SITE_REMOVED, "sites." + site, "the site %s is gone".formatted(site));
            }
        }
        for (SiteId site : after.sites().keySet()) {
            if (!before.sites().containsKey(site)) {
                changes.added(Code.SITE_ADDED, "sites." + site, "the site %s is new".formatted(site));
            }
        }
        if (!before.preferredSite().equals(after.preferredSite())) {
            changes.value(
                    Code.PREFERRED_SITE_CHANGED,
                    Severity.NORMAL,
                    "sites",
                    "the preferred site",
                    before.preferredSite(),
                    after.preferredSite());
        }
    }

    private void hosts() {
        for (HostSpec was : before.hosts().values()) {
            HostSpec is = after.hosts().get(was.id());
            if (is == null) {
                changes.added(Code.HOST_REMOVED, path(was.id()), "the host %s is gone".formatted(was.id()));
            } else {
                host(was, is);
            }
        }
        for (HostSpec is : after.hosts().values()) {
            if (!before.hosts().containsKey(is.id())) {
                changes.added(
                        Code.HOST_ADDED,
                        path(is.id()),
                        "the host %s is new: %s at %s".formatted(is.id(), is.address(), is.site()));
            }
        }
    }

    private void host(HostSpec was, HostSpec is) {
        String words = "host %s: ".formatted(was.id());
        if (!was.site().equals(is.site())) {
            changes.value(
                    Code.HOST_MOVED, Severity.DANGEROUS, path(was.id()), words + "the site", was.site(), is.site());
        }
        if (!was.address().equals(is.address())) {
            changes.value(
                    Code.ADDRESS_CHANGED,
                    Severity.NORMAL,
                    path(was.id()) + ".address",
                    words + "the address",
                    was.address(),
                    is.address());
        }
        for (String key : keys(was.ssh(), is.ssh())) {
            Object old = was.ssh().getOrDefault(key, LOGIN.get(key));
            Object now = is.ssh().getOrDefault(key, LOGIN.get(key));
            if (!Defaults.same(old, now)) {
                boolean trust = key.equals("knownHosts");
                changes.value(
                        Code.LOGIN_CHANGED,
                        trust ? Severity.DANGEROUS : Severity.NORMAL,
                        path(was.id()) + ".ssh." + key,
                        words + "ssh '" + key + "'",
                        old,
                        now);
            }
        }
    }

    private void approvals() {
        for (RunType type : RunType.values()) {
            ApprovalRule was = before.approval(type);
            ApprovalRule is = after.approval(type);
            String path = "approvals." + type.wireName();
            if (was.notRequester() && !is.notRequester()) {
                changes.lost(
                        Code.APPROVAL_LOOSENED,
                        path + ".notRequester",
                        "whoever asks for a %s may approve it too".formatted(type.wireName()));
            } else if (!was.notRequester() && is.notRequester()) {
                changes.added(
                        Code.APPROVAL_TIGHTENED,
                        path + ".notRequester",
                        "whoever asks for a %s may not approve it any more".formatted(type.wireName()));
            }
            if (was.of() != is.of()) {
                changes.value(
                        is.of() < was.of() ? Code.APPROVAL_LOOSENED : Code.APPROVAL_TIGHTENED,
                        is.of() < was.of() ? Severity.DANGEROUS : Severity.NORMAL,
                        path + ".of",
                        "how many must approve a " + type.wireName(),
                        was.of(),
                        is.of());
            }
            if (!was.group().equals(is.group())) {
                changes.value(
                        Code.APPROVAL_CHANGED,
                        Severity.DANGEROUS,
                        path + ".group",
                        "the group that approves a " + type.wireName(),
                        was.group(),
                        is.group());
            }
        }
    }

    private void window() {
        if (before.window().equals(after.window())) {
            return;
        }
        if (after.window().isEmpty()) {
            changes.lost(Code.WINDOW_REMOVED, "window", "planned runs wait for no window any more");
        } else if (before.window().isEmpty()) {
            changes.added(
                    Code.WINDOW_ADDED,
                    "window",
                    "planned runs wait for a window: " + words(after.window().get()));
        } else {
            changes.value(
                    Code.WINDOW_CHANGED,
                    Severity.NORMAL,
                    "window",
                    "the window",
                    words(before.window().get()),
                    words(after.window().get()));
        }
    }

    private static String words(Window window) {
        String days = new TreeSet<>(window.days())
                .stream().map(day -> day.name().substring(0, 3)).toList().toString();
        return "%s %s-%s %s".formatted(days, window.from(), window.to(), window.zone());
    }

    private void limits() {
        limit("parallel", before.limits().parallel(), after.limits().parallel());
        limit("perHost", before.limits().perHost(), after.limits().perHost());
        limit("operation", before.limits().operation(), after.limits().operation());
        limit("clockSkew", before.limits().clockSkew(), after.limits().clockSkew());
        limit("evidence", before.limits().evidence(), after.limits().evidence());
    }

    private void limit(String name, Object was, Object is) {
        if (!was.equals(is)) {
            changes.value(Code.LIMIT_CHANGED, Severity.NORMAL, "limits." + name, "the limit '" + name + "'", was, is);
        }
    }

    static Iterable<String> keys(Map<String, ?> before, Map<String, ?> after) {
        Map<String, Object> all = new TreeMap<>(before);
        all.putAll(after);
        return all.keySet();
    }

    private static String path(HostId host) {
        return "hosts." + host;
    }
}
