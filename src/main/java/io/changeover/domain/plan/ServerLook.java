package io.changeover.domain.plan;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the server itself asks a site of which it is to be known whether anything of it answers. */
public final class ServerLook {
    private ServerLook() {}

    /**
     * One question.
     *
     * @param check which of the target's checks, where one is asked
     */
    public record Question(Operation operation, String target, int check, Optional<HostId> host) {}

    /** The questions, always in the same order: hosts that are logged in to, instances, and all checks. */
    public static List<Question> at(ProtectionPlan plan, SiteId site) {
        Stream<Question> hosts = plan.hosts().values().stream()
                .filter(host -> host.site().filter(site::equals).isPresent())
                .filter(host -> !host.ssh().isEmpty() && plan.uses(host.id()))
                .map(host -> new Question(Operation.PROBE, host.id().value(), 0, Optional.of(host.id())));
        List<Instance> placed = plan.groups().stream()
                .flatMap(group -> group.instances().stream())
                .filter(instance -> instance.placements().containsKey(site))
                .toList();
        Stream<Question> instances =
                placed.stream().map(one -> new Question(Operation.STATUS, one.name(), 0, host(one.placements(), site)));
        Stream<Question> health =
                placed.stream().flatMap(one -> checks(one.name(), one.checks(), host(one.placements(), site)));
        Stream<Question> traffic =
                plan.routes().stream().flatMap(one -> checks(one.name(), one.checks(), host(one.placements(), site)));
        return Stream.of(hosts, instances, health, traffic).flatMap(all -> all).toList();
    }

    private static Stream<Question> checks(String target, List<Check> checks, Optional<HostId> host) {
        return IntStream.range(0, checks.size()).mapToObj(index -> new Question(Operation.CHECK, target, index, host));
    }

    private static Optional<HostId> host(Map<SiteId, Placement> placements, SiteId site) {
        return Optional.ofNullable(placements.get(site)).flatMap(Placement::host);
    }
}
