package io.changeover.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows one run to its end: shows every step as it goes, and lets the approver answer. */
final class RunWatch {
    /** More readings than these make the line of a step unreadable. */
    private static final int TOLD = 2;

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Api approver;
    private final Screen screen;
    private final Ledger ledger;
    private final boolean alone;
    private final Set<Integer> shown = new HashSet<>();
    private final Set<String> asked = new HashSet<>();

    /** @param alone whether nobody is there to decide what the approver does not */
    RunWatch(Api approver, Screen screen, Ledger ledger, boolean alone) {
        this.approver = approver;
        this.screen = screen;
        this.ledger = ledger;
        this.alone = alone;
    }

    /**
     * Returns the run as it is at its end.
     *
     * @throws DemoException if it does not end in time, or needs a decision and nobody is there
     */
    JsonNode follow(String id, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            JsonNode answer = ask(id);
            JsonNode run = answer.path("run");
            show(answer.path("steps"));
            if (run.path("state").asText().equals("ENDED")) {
                return answer;
            }
            for (JsonNode question : run.path("waitingFor")) {
                if (asked.add(question.path("task").asText())) {
                    answer(question);
                }
            }
            if (alone && System.nanoTime() > end) {
                throw new DemoException("run %s: wanted its end within %d s, found state %s"
                        .formatted(id, limit.toSeconds(), run.path("state").asText()));
            }
            Waiting.pause(EVERY);
        }
    }

    /** A server that is busy or being restarted is asked again for a while. */
    private JsonNode ask(String id) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return approver.run(id);
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Waiting.pause(EVERY);
            }
        }
    }

    private void show(JsonNode steps) {
        for (JsonNode json : steps) {
            Step step = Step.of(json);
            if (!step.underWay() && shown.add(step.number())) {
                screen.brief("  %2d  %-32s %8s  %s"
                        .formatted(step.number(), step.title(), Screen.seconds(step.time()), said(step)));
            } else if (step.underWay()) {
                screen.now("  %2d  %-32s %8s  client: %d orders/s"
                        .formatted(step.number(), step.title(), "…", ledger.rate()));
            }
        }
    }

    private static String said(Step step) {
        List<String> messages = step.messages();
        String text = messages.size() <= TOLD
                ? String.join(" · ", messages)
                : "%s · and %d more".formatted(messages.get(0), messages.size() - 1);
        return step.state().equals("DONE") ? text : step.state() + "  " + text;
    }

    private void answer(JsonNode question) throws IOException, InterruptedException {
        screen.line("");
        screen.text("   ? " + question.path("question").asText(), "     ");
        showEvidence(question.path("evidence"), "       ");
        if (offers(question, "approve")) {
            screen.line("     " + approver.user() + ": approve (\"the evidence is as it should be\")");
            screen.line("");
            approver.decide(question.path("task").asText(), "approve", "the evidence is as it should be");
            return;
        }
        screen.line("     choices: " + question.path("choices"));
        if (alone) {
            throw new DemoException("the run needs a decision that nobody is here to make: "
                    + question.path("question").asText());
        }
        screen.line("     decide it in Tasklist or with the command line; the demonstration waits");
    }

    private static boolean offers(JsonNode question, String choice) {
        for (JsonNode offered : question.path("choices")) {
            if (offered.asText().equals(choice)) {
                return true;
            }
        }
        return question.path("kind").asText().equalsIgnoreCase("approval");
    }

    private void showEvidence(JsonNode evidence, String indent) {
        if (evidence.isObject()) {
            for (Map.Entry<String, JsonNode> entry : evidence.properties()) {
                JsonNode value = entry.getValue();
                if (value.isContainerNode()) {
                    screen.line(indent + entry.getKey() + ":");
                    showEvidence(value, indent + "  ");
                } else {
                    screen.text(indent + "%-22s %s".formatted(entry.getKey(), value.asText()), indent + "  ");
                }
            }
        } else if (evidence.isArray()) {
            evidence.forEach(item -> showEvidence(item, indent));
        } else if (!evidence.isMissingNode() && !evidence.isNull()) {
            evidence.asText().lines().forEach(line -> screen.text(indent + line, indent + "  "));
        }
    }
}
