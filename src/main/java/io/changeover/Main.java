package io.changeover;

/** The one entry point: {@code server} starts the server, {@code demo} the demonstration, all else is the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
