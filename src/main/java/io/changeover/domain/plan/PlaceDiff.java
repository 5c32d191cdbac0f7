package io.changeover.domain.plan;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between the hosts and settings of a member. A change that is the same at all sites is one. */
final class PlaceDiff {
    private final Defaults defaults;
    private final ChangeList changes;

    PlaceDiff(Defaults defaults, ChangeList changes) {
        this.defaults = defaults;
        this.changes = changes;
    }

    private record Setting(
            String name, @Nullable Object before, @Nullable Object after) {}

    /** The places of a member, and who reads their settings. */
    record Settled(String connector, Kind kind, Map<SiteId, Placement> placements) {}

    void between(String path, String words, Settled before, Settled after) {
        Map<SiteId, Placement> was = before.placements();
        Map<SiteId, Placement> is = after.placements();
        Map<Setting, List<String>> settings = new LinkedHashMap<>();
        TreeSet<String> sites = new TreeSet<>();
        is.keySet().stream().filter(was::containsKey).map(SiteId::value).forEach(sites::add);
        for (String site : sites) {
            Placement old = Objects.requireNonNull(was.get(new SiteId(site)));
            Placement now = Objects.requireNonNull(is.get(new SiteId(site)));
            host(path, words, site, old.host(), now.host());
            for (String name : PlanDiff.keys(old.settings(), now.settings())) {
                Setting setting = new Setting(name, effective(before, old, name), effective(after, now, name));
                if (!Defaults.same(setting.before(), setting.after())) {
                    settings.computeIfAbsent(setting, key -> new ArrayList<>()).add(site);
                }
            }
        }
        settings.forEach((setting, at) -> {
            boolean everywhere = at.size() == sites.size();
            changes.value(
                    Code.SETTING_CHANGED,
                    Severity.NORMAL,
                    path + (everywhere ? "." : "." + String.join("+", at) + ".") + setting.name(),
                    "%s: '%s'%s".formatted(words, setting.name(), everywhere ? "" : " at " + String.join(" and ", at)),
                    setting.before(),
                    setting.after());
        });
    }

    private @Nullable Object effective(Settled member, Placement place, String name) {
        return defaults.effective(
                member.connector(), member.kind(), name, place.settings().get(name));
    }

    private void host(String path, String words, String site, Optional<HostId> was, Optional<HostId> is) {
        if (!was.equals(is)) {
            changes.value(
                    Code.MEMBER_MOVED,
                    Severity.NORMAL,
                    path + "." + site + ".host",
                    "%s: the host at %s".formatted(words, site),
                    was.orElse(null),
                    is.orElse(null));
        }
    }
}
