package io.changeover.demo;

/** The demonstration cannot go on. The message is for the person at the terminal: place, wanted, found. */
final class DemoException extends RuntimeException {
    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
