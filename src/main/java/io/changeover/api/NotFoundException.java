package io.changeover.api;

/** What was asked for does not exist. */
final class NotFoundException extends RuntimeException {
    NotFoundException(String message) {
        super(message);
    }
}
