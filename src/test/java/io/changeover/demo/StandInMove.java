package io.changeover.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** One move of the real sites with plain commands, noted step by step as the server would tell it. */
final class StandInMove {
    private final Path folder;
    private final ObjectNode answer;
    private final String source;
    private final String target;

    private interface Work {
        String run() throws Exception;
    }

    StandInMove(Path folder, ObjectNode answer) {
        this.folder = folder;
        this.answer = answer;
        this.source = answer.path("run").path("source").asText();
        this.target = answer.path("run").path("target").asText();
    }

    void play() {
        String outcome = "COMPLETED";
        try {
            move();
        } catch (Exception e) {
            outcome = "FAILED";
        }
        synchronized (answer) {
            ((ObjectNode) answer.path("run"))
                    .put("state", "ENDED")
                    .put("outcome", outcome)
                    .put("endedAt", Instant.now().toString());
        }
    }

    private void move() throws Exception {
        Commands commands = Commands.find(folder.resolve("scratch"));
        EmbeddedPostgres from = postgres(commands, source);
        EmbeddedPostgres to = postgres(commands, target);
        String pgCtl = folder.resolve("postgresql/bin/pg_ctl").toString();
        step("Stop instances", "app", () -> shops(commands, source, "stop"));
        step(
                "Stop instances",
                "database",
                () -> commands.run("", pgCtl, "-D", from.data().toString(), "-m", "fast", "-w", "stop"));
        step(
                "Promote datasets",
                "",
                () -> commands.run("", pgCtl, "-D", to.data().toString(), "-w", "promote"));
        step("Start instances", "app", () -> shops(commands, target, "start"));
        step("Check health", "app", this::healthy);
        step(
                "Switch routes",
                "",
                () -> Files.writeString(folder.resolve("route"), target).toString());
        step("Reprotect", "", () -> {
            commands.run("", "rm", "-rf", from.data().toString());
            from.copyOf(to, Sites.SLOT);
            from.start();
            return "streams";
        });
    }

    private void step(String name, String group, Work work) throws Exception {
        ObjectNode step;
        synchronized (answer) {
            ArrayNode steps = (ArrayNode) answer.path("steps");
            step = steps.addObject()
                    .put("number", steps.size())
                    .put("name", name)
                    .put("group", group)
                    .put("state", "OPEN")
                    .put("startedAt", Instant.now().toString());
        }
        String read = work.run().strip();
        synchronized (answer) {
            step.put("state", "DONE").put("endedAt", Instant.now().toString());
            step.putArray("operations").addObject().put("target", target).put("message", read.replaceAll("\\s+", " "));
        }
    }

    private String shops(Commands commands, String site, String verb) throws Exception {
        StringBuilder said = new StringBuilder();
        for (String name : Shops.NAMES) {
            String script = folder.resolve(site).resolve("bin/shop").toString();
            said.append(new String(new ProcessBuilder(script, verb, name)
                    .start()
                    .getInputStream()
                    .readAllBytes()));
        }
        return said.toString();
    }

    private String healthy() throws Exception {
        String script = Files.readString(folder.resolve(target).resolve("bin/shop"));
        String port = script.replaceAll("(?s).*shop-1\\) port=(\\d+).*", "$1");
        URI address = URI.create("http://" + address(target) + ":" + port + "/health");
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(address).build();
        Waiting.until("healthy", Duration.ofSeconds(60), Duration.ofMillis(20), () -> {
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        });
        return "200";
    }

    private String address(String site) throws Exception {
        Map<String, Map<String, Map<String, Object>>> plan =
                new Yaml().load(Files.readString(folder.resolve("shop.yaml")));
        return plan.get("hosts").get(site + "-1").get("address").toString();
    }

    private EmbeddedPostgres postgres(Commands commands, String site) throws Exception {
        Path home = folder.resolve(site);
        String address = address(site);
        String url = Files.readString(home.resolve("shop.properties"));
        int port = Integer.parseInt(url.replaceAll("(?s).*jdbc:postgresql://[^:]+:(\\d+)/.*", "$1"));
        String password = Files.readString(folder.resolve("keys/database-password"));
        Place place = new Place(site, address, 0, port, 0);
        return new EmbeddedPostgres(
                commands, folder.resolve("postgresql/bin"), home.resolve("database"), place, password);
    }
}
