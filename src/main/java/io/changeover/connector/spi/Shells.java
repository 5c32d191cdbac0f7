package io.changeover.connector.spi;

/** Finds the shell of a host. Thread-safe. */
public interface Shells extends AutoCloseable {

    /** The shell of that host; connecting happens on its first use. */
    Shell on(Host host);

    /** Closes every connection. */
    @Override
    void close();
}
