package io.changeover.architecture.violations.connector.spi;

import org.springframework.core.env.Environment;

/** A word of the SPI that knows a framework. */
final class WordFromSpring {
    static final String BREAKS = "the SPI uses only the JDK";

    private final Environment used;

    WordFromSpring(Environment used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
