package io.changeover.api;

import io.changeover.api.model.ChangeView;
import io.changeover.application.Change;
import io.changeover.application.ChangeFeed;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells programs and pages at once that something has changed, as server-sent events. A stream is ended after some
 * minutes, so that the login of who listens is asked for again; clients connect again by themselves.
 */
@RestController
@Tag(name = "events", description = "Changes, told at once")
final class EventController {
    private static final Duration HELD = Duration.ofMinutes(5);
    private static final long AGAIN_MILLIS = 1_000;

    private final ChangeFeed feed;
    private final RunStore runs;
    private final SignedIn signedIn;

    EventController(ChangeFeed feed, RunStore runs, SignedIn signedIn) {
        this.feed = feed;
        this.runs = runs;
        this.signedIn = signedIn;
    }

    @GetMapping(
            path = {"/api/v1/runs/{id}/events", "/runs/{id}/events"},
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Tells at once that something of a run has changed, as server-sent events")
    SseEmitter run(@PathVariable String id, HttpServletResponse response) {
        return stream(Optional.of(find(id).id()), response);
    }

    @GetMapping(
            path = {"/api/v1/events", "/overview/events"},
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Tells at once that something of any plan or run has changed, as server-sent events")
    SseEmitter everything(HttpServletResponse response) {
        return stream(Optional.empty(), response);
    }

    private SseEmitter stream(Optional<RunId> run, HttpServletResponse response) {
        response.setHeader("X-Accel-Buffering", "no"); // a proxy that collects would tell too late
        Stream stream = new Stream(run.map(RunId::value).orElse(null));
        stream.leave = feed.listen(signedIn.caller().user(), run, stream);
        return stream.emitter;
    }

    private Run find(String id) {
        try {
            return runs.find(new RunId(id)).orElseThrow(() -> new NotFoundException("there is no run '" + id + "'"));
        } catch (IllegalArgumentException e) {
            throw new NotFoundException("there is no run '" + id + "'");
        }
    }

    /** One connection. */
    private static final class Stream implements ChangeFeed.Listener {
        private final @Nullable String run;
        private final SseEmitter emitter = new SseEmitter(HELD.toMillis());
        private volatile @Nullable Runnable leave;
        private boolean told;

        Stream(@Nullable String run) {
            this.run = run;
            emitter.onCompletion(this::leave);
            emitter.onTimeout(emitter::complete);
            emitter.onError(error -> leave());
        }

        @Override
        public void changed(Change change) throws IOException {
            SseEmitter.SseEventBuilder event = SseEmitter.event();
            if (!told) {
                told = true;
                event.reconnectTime(AGAIN_MILLIS);
            }
            emitter.send(
                    change.parts().isEmpty()
                            ? event.comment("still here")
                            : event.name("changed")
                                    .data(new ChangeView(run, change.parts()), MediaType.APPLICATION_JSON));
        }

        @Override
        public void over() {
            emitter.complete();
        }

        private void leave() {
            Runnable leaving = leave;
            if (leaving != null) {
                leaving.run();
            }
        }
    }
}
