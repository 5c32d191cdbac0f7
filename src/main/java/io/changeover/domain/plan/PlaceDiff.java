package io.changeover.domain.plan;

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
    private final ChangeList changes;

    PlaceDiff(ChangeList changes) {
        this.changes = changes;
    }

    private record Setting(
            String name, @Nullable Object before, @Nullable Object after) {}

    void between(String path, String words, Map<SiteId, Placement> was, Map<SiteId, Placement> is) {
        Map<Setting, List<String>> settings = new LinkedHashMap<>();
        TreeSet<String> sites = new TreeSet<>();
        is.keySet().stream().filter(was::containsKey).map(SiteId::value).forEach(sites::add);
        for (String site : sites) {
            Placement old = Objects.requireNonNull(was.get(new SiteId(site)));
            Placement now = Objects.requireNonNull(is.get(new SiteId(site)));
            host(path, words, site, old.host(), now.host());
            for (String name : PlanDiff.keys(old.settings(), now.settings())) {
                Setting setting = new Setting(
                        name, old.settings().get(name), now.settings().get(name));
                if (!Objects.equals(setting.before(), setting.after())) {
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
