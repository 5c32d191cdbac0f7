package io.changeover.connector.dns;

import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Shell;
import java.time.Clock;
import java.time.Duration;

/** A context of a machine whose clock is wrong. */
record SkewedContext(Context real, Clock clock) implements Context {
    @Override
    public Shell shell(Host host) {
        return real.shell(host);
    }

    @Override
    public Duration remaining() {
        return real.remaining();
    }

    @Override
    public void read(String name, String value) {
        real.read(name, value);
    }

    @Override
    public void output(String text) {
        real.output(text);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        real.pause(duration);
    }
}
