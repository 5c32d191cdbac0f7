package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a plan makes sure that a site takes no more writes.
 *
 * @param methods in the order in which they are tried
 * @param statement who may state instead that a site takes no writes
 */
public record Fencing(List<FencingMethod> methods, ApprovalRule statement) {
    /** What holds where the plan says nothing: the verified stop, or an approver's statement. */
    public static final Fencing DEFAULT = new Fencing(List.of(), ApprovalRule.DEFAULT);

    private static final FencingMethod STOP = new FencingMethod(
            FencingMethod.VERIFIED_STOP, FencingMethod.VERIFIED_STOP, false, FencingMethod.USUAL, Map.of());

    public Fencing {
        methods = List.copyOf(methods);
        Objects.requireNonNull(statement, "statement");
    }

    /** The methods that fence a site, in their order; the verified stop where the plan has none for it. */
    public List<FencingMethod> of(SiteId site) {
        List<FencingMethod> own = methods.stream()
                .filter(method -> method.placements().containsKey(site))
                .toList();
        return own.isEmpty() ? List.of(STOP) : own;
    }

    /** The verified stop of a site, if that is among its methods. */
    public Optional<FencingMethod> verifiedStop(SiteId site) {
        return of(site).stream().filter(FencingMethod::verifiedStop).findFirst();
    }

    /** Whether none but the verified stop is among these methods of a site: that site can start again by itself. */
    public boolean onlyStopped(SiteId site, Collection<String> proved) {
        return of(site).stream()
                .filter(method -> proved.contains(method.name()))
                .allMatch(FencingMethod::verifiedStop);
    }

    /** The method of that name among those of a site. */
    public Optional<FencingMethod> method(SiteId site, String name) {
        return of(site).stream().filter(method -> method.name().equals(name)).findFirst();
    }

    /**
     * Whether a site counts as fenced: at least one method has given evidence, and each one that is required.
     *
     * @param proved the names of the methods that have given evidence for the site
     */
    public boolean reached(SiteId site, Collection<String> proved) {
        List<FencingMethod> all = of(site);
        boolean any = all.stream().anyMatch(method -> proved.contains(method.name()));
        return any && all.stream().filter(FencingMethod::required).allMatch(one -> proved.contains(one.name()));
    }
}
