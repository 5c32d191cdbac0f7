package io.changeover.cli;

/** What the command line ends with. Scripts depend on these numbers. */
final class Exit {
    /** Done. */
    static final int DONE = 0;
    /** The run, the check or the request failed. */
    static final int FAILED = 1;
    /** The command line was wrong, or the question was not answered with yes; nothing was asked of the server. */
    static final int USAGE = 2;
    /** The server refused; nothing was changed. */
    static final int REFUSED = 3;
    /** A change was asked for and it is not known whether it was made. */
    static final int UNKNOWN = 4;

    private Exit() {}
}
