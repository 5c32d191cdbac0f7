package io.changeover.demo;

import java.security.SecureRandom;

/** Passwords for one demonstration. */
final class Secrets {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private Secrets() {}

    /** Sixteen letters and digits, none easily taken for another. */
    static String password() {
        StringBuilder text = new StringBuilder();
        new SecureRandom().ints(16, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }
}
