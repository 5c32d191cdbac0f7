package io.changeover.connector.testing;

import io.changeover.connector.spi.Shell;

/** What a command wrote, stream by stream. Thread-safe. */
public final class Heard implements Shell.Listener {
    private final StringBuffer output = new StringBuffer();
    private final StringBuffer error = new StringBuffer();

    @Override
    public void output(String piece) {
        output.append(piece);
    }

    @Override
    public void error(String piece) {
        error.append(piece);
    }

    /** Standard output so far. */
    public String output() {
        return output.toString();
    }

    /** Standard error so far. */
    public String error() {
        return error.toString();
    }
}
