package io.changeover.domain.watch;

import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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

    /** Whether something serves there: it takes writes, or runs. */
    public boolean serves() {
        return found == Found.PRIMARY || found == Found.RUNNING;
    }

    /**
     * Of each site, what was seen serving there last; none of a site of which nothing ever was.
     *
     * @param before what was seen serving last, as of then
     * @param now what was seen since
     */
    public static List<Sight> lastServing(List<Sight> before, List<Sight> now) {
        Map<SiteId, Sight> last = new LinkedHashMap<>();
        Stream.concat(before.stream(), now.stream())
                .filter(Sight::serves)
                .sorted(Comparator.comparing(Sight::at).thenComparing(one -> one.found() == Found.PRIMARY))
                .forEach(one -> last.put(one.site(), one));
        return List.copyOf(last.values());
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
