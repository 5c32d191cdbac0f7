package io.changeover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same four steps with what people would use instead: one barrier per step, fifty hosts at once. */
final class SshPeers {
    private static final String AT_ONCE = "50";
    private static final List<String> STEPS = List.of("stop", "stopped", "start", "check");

    private final SshFarm farm;
    private final Optional<ProcessorTime> time;
    private final Path settings;
    private final Path hosts;

    SshPeers(SshFarm farm, Optional<ProcessorTime> time) throws IOException {
        this.farm = farm;
        this.time = time;
        this.settings = Files.writeString(farm.folder().resolve("ssh_config"), """
                Host *
                  User %1$s
                  Port %2$d
                  IdentityFile %3$s/id
                  IdentitiesOnly yes
                  UserKnownHostsFile %3$s/known_hosts
                  GlobalKnownHostsFile /dev/null
                  KexAlgorithms %4$s
                  BatchMode yes
                  LogLevel ERROR
                  ControlMaster auto
                  ControlPersist 120
                  ControlPath %3$s/c-%%h
                """.formatted(
                        System.getProperty("user.name"), farm.port(), farm.folder(), SshFarm.KEY_EXCHANGE));
        this.hosts = Files.writeString(
                farm.folder().resolve("hosts"),
                IntStream.range(0, farm.count()).mapToObj(farm::address).collect(Collectors.joining("\n", "", "\n")));
    }

    /** All steps by {@code xargs} and {@code ssh} with connections that are made in the first step and kept. */
    void shared() throws IOException, InterruptedException {
        for (String step : STEPS) {
            run(
                    "xargs",
                    "-a",
                    hosts.toString(),
                    "-P",
                    AT_ONCE,
                    "-I",
                    "{}",
                    "ssh",
                    "-F",
                    settings.toString(),
                    "{}",
                    farm.service(step));
        }
    }

    /** Ends the kept connections. */
    void end() throws IOException, InterruptedException {
        run(
                "sh",
                "-c",
                "xargs -a %s -P %s -I {} ssh -F %s -O exit {} 2>/dev/null || true".formatted(hosts, AT_ONCE, settings));
    }

    /** Whether Ansible is there to be measured. */
    static boolean hasAnsible() throws InterruptedException {
        try {
            return new ProcessBuilder("ansible-playbook", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** All steps as one playbook, with as many forks, pipelining, and kept connections. */
    void ansible() throws IOException, InterruptedException {
        Path book = Files.writeString(
                farm.folder().resolve("book.yml"),
                "- hosts: all\n  gather_facts: no\n  tasks:\n"
                        + STEPS.stream()
                                .map(step -> "    - command: %s\n".formatted(farm.service(step)))
                                .collect(Collectors.joining()));
        Path home = Files.createDirectories(farm.folder().resolve("ansible"));
        Path config = Files.writeString(
                farm.folder().resolve("ansible.cfg"), """
                [defaults]
                forks = %1$s
                interpreter_python = /usr/bin/python3
                host_key_checking = True
                local_tmp = %2$s
                remote_tmp = %2$s
                [ssh_connection]
                pipelining = True
                usetty = False
                ssh_args = -F %3$s -o ControlMaster=auto -o ControlPersist=120 -o ControlPath=%4$s/c-%%%%h
                """.formatted(AT_ONCE, home, settings, farm.folder()));
        run(
                "env",
                "ANSIBLE_CONFIG=" + config,
                "ANSIBLE_NOCOLOR=1",
                "ansible-playbook",
                "-i",
                hosts.toString(),
                book.toString());
    }

    private void run(String... command) throws IOException, InterruptedException {
        List<String> words = List.of(command);
        Path output = farm.folder().resolve("output");
        int code = new ProcessBuilder(time.map(group -> group.within(words)).orElse(words))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(
                    "%s ended with %d: %s".formatted(words.get(0), code, Files.readString(output)));
        }
    }
}
