package io.changeover.bench;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.ssh.SshShells;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service stopped, seen to be stopped, started and checked on many hosts over SSH, beside other ways to do it. */
final class SshBench implements AutoCloseable {
    private static final int HOSTS = 100;
    private static final int AT_ONCE = 50;
    private static final int WARM = 3;
    private static final int ROUNDS = 5;

    private final SshFarm farm;
    private final Optional<ProcessorTime> hostTime;
    private final SshSteps steps;

    private SshBench(SshFarm farm, Optional<ProcessorTime> hostTime) {
        this.farm = farm;
        this.hostTime = hostTime;
        this.steps = new SshSteps(farm, AT_ONCE);
    }

    /** Wall time, and processor time of both sides, in seconds. */
    private record Cost(double wall, double processor) {}

    private interface Work {
        void run() throws Exception;
    }

    static List<Figure> figures() throws Exception {
        Optional<ProcessorTime> hostTime = ProcessorTime.open("hosts");
        Optional<ProcessorTime> otherTime = ProcessorTime.open("clients");
        try (Folder folder = Folder.create();
                SshFarm farm = new SshFarm(folder.path(), HOSTS, hostTime);
                SshBench bench = new SshBench(farm, hostTime)) {
            return bench.measure(new SshPeers(farm, otherTime), otherTime);
        } finally {
            for (Optional<ProcessorTime> time : List.of(hostTime, otherTime)) {
                if (time.isPresent()) {
                    time.get().close();
                }
            }
        }
    }

    private List<Figure> measure(SshPeers peers, Optional<ProcessorTime> otherTime) throws Exception {
        List<Cost> cold = new ArrayList<>();
        List<Cost> warm = new ArrayList<>();
        List<Cost> shared = new ArrayList<>();
        for (int round = 0; round < WARM + ROUNDS; round++) {
            try (SshShells shells = new SshShells()) {
                if (round == 0) {
                    steps.step(shells, Operation.START);
                }
                keep(round, cold, cost(Optional.empty(), () -> steps.all(shells)));
                keep(round, warm, cost(Optional.empty(), () -> steps.all(shells)));
            }
            if (round >= WARM) {
                shared.add(cost(otherTime, peers::shared));
                peers.end();
            }
        }
        Bench.say("cold %s, warm %s, ControlMaster %s".formatted(cold, warm, shared));
        List<Figure> figures = new ArrayList<>(figures(cold, warm, shared));
        if (SshPeers.hasAnsible()) {
            try {
                figures.addAll(besideAnsible(median(cold), cost(otherTime, peers::ansible)));
            } catch (IllegalStateException e) {
                Bench.say("the same beside Ansible: no figure, as it did not do all of it: " + e.getMessage());
            } finally {
                peers.end();
            }
        } else {
            Bench.say("the same beside Ansible: not installed");
        }
        return figures;
    }

    private static void keep(int round, List<Cost> costs, Cost cost) {
        if (round >= WARM) {
            costs.add(cost);
        }
    }

    private List<Figure> figures(List<Cost> cold, List<Cost> warm, List<Cost> shared) {
        Cost ours = median(cold);
        Cost theirs = median(shared);
        String how = "median of %d; %d OpenSSH servers on loopback, %s, %d at once, command connector, warm JVM"
                .formatted(ROUNDS, HOSTS, SshFarm.KEY_EXCHANGE, AT_ONCE);
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("stop, verify, start, check on 100 hosts, with logins", ours.wall, 4.1, "s", how),
                new Figure("the same over kept connections", median(warm).wall, 1.2, "s", how),
                new Figure(
                        "with logins, beside ssh with ControlMaster, time",
                        ours.wall / theirs.wall,
                        1 / 1.1,
                        "×",
                        "xargs -P%d ssh, %s, in turns: %.2f s".formatted(AT_ONCE, SshFarm.KEY_EXCHANGE, theirs.wall))));
        if (hostTime.isPresent()) {
            figures.add(new Figure(
                    "with logins, beside ssh with ControlMaster, processor",
                    ours.processor / theirs.processor,
                    0.8,
                    "×",
                    "clients and hosts: %.1f s and %.1f s, by control groups and the JVM's own count"
                            .formatted(ours.processor, theirs.processor)));
        }
        return figures;
    }

    private static List<Figure> besideAnsible(Cost ours, Cost theirs) {
        return List.of(new Figure(
                "with logins, beside Ansible, time",
                ours.wall / theirs.wall,
                1 / 12.0,
                "×",
                "forks %d, pipelining, kept connections, once: %.1f s, processor %.0f s"
                        .formatted(AT_ONCE, theirs.wall, theirs.processor)));
    }

    private static Cost median(List<Cost> costs) {
        return new Cost(
                Numbers.median(costs.stream().map(Cost::wall).toList()),
                Numbers.median(costs.stream().map(Cost::processor).toList()));
    }

    private Cost cost(Optional<ProcessorTime> clients, Work work) throws Exception {
        double before = processor(clients);
        long begin = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - begin) / 1e9;
        if (farm.running() != HOSTS) {
            throw new IllegalStateException("wanted %d services, found %d".formatted(HOSTS, farm.running()));
        }
        return new Cost(wall, (processor(clients) - before) / 1e3);
    }

    private double processor(Optional<ProcessorTime> clients) throws IOException {
        double hosts = hostTime.isPresent() ? hostTime.get().millis() : 0;
        return hosts + (clients.isPresent() ? clients.get().millis() : Machine.processorMillis());
    }

    @Override
    public void close() {
        steps.close();
    }
}
