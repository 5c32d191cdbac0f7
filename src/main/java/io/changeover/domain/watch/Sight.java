package io.changeover.domain.watch;

import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.Objects;

/**
 * What was seen of one thing at one site.
 *
 * @param name the name of the dataset, instance or host in the plan
 * @param site where it was looked for; of a lag, the site that does not serve
 * @param at when the answer came
 * @param lag how far behind it is; unknown for all that has no lag
 * @param words what is so, or why nothing was read
 */
public record Sight(What what, String name, SiteId site, Instant at, Found found, Lag lag, String words) {
    public Sight {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(lag, "lag");
        Objects.requireNonNull(words, "words");
    }

    /** What is looked at. */
    public enum What {
        /** How far a dataset's standby side is behind. */
        LAG,
        /** Whether a dataset's side takes writes. */
        ROLE,
        /** Whether an instance runs. */
        INSTANCE,
        /** Whether a host can be logged in to. */
        HOST
    }

    /** Of something that has no lag. */
    public static Sight of(What what, String name, SiteId site, Instant at, Found found, String words) {
        return new Sight(what, name, site, at, found, Lag.UNKNOWN, words);
    }

    /** Whether anything was read. */
    public boolean known() {
        return found != Found.UNKNOWN;
    }

    /** What it is of: the same for every look at the same thing. */
    public String key() {
        return what + " " + name + "@" + site;
    }
}
