package io.changeover.connector.runtime;

/** Text that grows while others look at it: every secret in it is masked, and its last part kept. Thread-safe. */
final class Transcript {
    private final Secrets secrets;
    private final int limit;
    private final StringBuilder text = new StringBuilder();

    /** @param limit how many characters are kept at least */
    Transcript(Secrets secrets, int limit) {
        this.secrets = secrets;
        this.limit = limit;
    }

    synchronized void add(String more) {
        text.append(more);
        if (text.length() > 2 * limit) {
            // Masked first: half a secret at the cut would not be recognised any more.
            Masking now = secrets.masking(text.toString());
            int surplus = Math.max(0, now.text().length() - limit);
            text.setLength(0);
            text.append(now.text(), surplus, now.text().length()).append(now.withheld());
        }
    }

    /** What there is, where nothing follows. */
    synchronized String whole() {
        return tail(secrets.mask(text.toString()));
    }

    /** What there is so far; what may be the beginning of a secret is not told yet. */
    synchronized String soFar() {
        return tail(secrets.masking(text.toString()).text());
    }

    private String tail(String masked) {
        return masked.substring(Math.max(0, masked.length() - limit));
    }
}
