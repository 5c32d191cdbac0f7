package io.changeover.notify;

import io.changeover.domain.run.RunId;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of a run, as far as the server knows by which address people reach it. */
public final class Links {
    private final Optional<String> base;

    /**
     * Links below that address.
     *
     * @param base where people reach the server, or null where it was not told
     * @throws IllegalArgumentException if it is no address with http or https
     */
    public Links(@Nullable URI base) {
        this.base = Optional.ofNullable(base).map(Links::checked);
    }

    private static String checked(URI base) {
        String scheme = base.getScheme();
        if (base.getHost() == null || scheme == null || !scheme.matches("(?i)https?")) {
            throw new IllegalArgumentException(
                    "changeover.url: an address such as https://changeover.example.org is wanted, found '" + base
                            + "'");
        }
        return base.toString().replaceAll("/+$", "");
    }

    /** The page that shows the run as it happens. */
    Optional<String> run(RunId run) {
        return base.map(address -> address + "/runs/" + run);
    }

    /** The run's report. */
    Optional<String> report(RunId run) {
        return base.map(address -> address + "/runs/" + run + "/report");
    }
}
