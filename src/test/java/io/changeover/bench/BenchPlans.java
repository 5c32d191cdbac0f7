package io.changeover.bench;

/** Plans whose members are of the connector {@code bench}, active at {@code fra}. */
final class BenchPlans {
    private BenchPlans() {}

    /**
     * A plan of equal groups.
     *
     * @param atOnce operations at the same time, also the limit of each group
     */
    static String yaml(String name, int groups, int membersPerGroup, int atOnce) {
        int hosts = Math.max(1, atOnce / 5);
        StringBuilder yaml = new StringBuilder("""
                plan: %s
                objectives: { rpo: 5s, rto: 60s }
                sites:
                  fra: { preferred: true }
                  ams: {}
                limits: { parallel: %d, perHost: 10, operation: 30s }
                hosts:
                """.formatted(name, atOnce));
        for (int host = 1; host <= hosts; host++) {
            yaml.append("  fra-%1$d: { site: fra, address: 127.0.0.1 }%n  ams-%1$d: { site: ams, address: 127.0.0.2 }%n"
                    .formatted(host));
        }
        yaml.append("groups:\n");
        for (int group = 1; group <= groups; group++) {
            yaml.append("  - name: g%d%n    parallel: %d%n    instances:%n".formatted(group, atOnce));
            for (int member = 1; member <= membersPerGroup; member++) {
                yaml.append(
                        ("      - { name: g%d-%d, connector: bench, fra: { host: fra-%3$d }, ams: { host: ams-%3$d },"
                                        + " check: { bench: up, within: 30s } }%n")
                                .formatted(group, member, member % hosts + 1));
            }
        }
        return yaml.toString();
    }
}
