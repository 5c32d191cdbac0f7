package io.changeover.architecture.violations.demo;

import io.changeover.architecture.violations.connector.ssh.PlantedSsh;

/** Lawful: no rule may name it. */
final class PlantedShow {
    void run(PlantedSsh ssh) throws InterruptedException {
        System.out.println(System.currentTimeMillis() + ssh.toString());
        Thread.sleep(1);
    }
}
