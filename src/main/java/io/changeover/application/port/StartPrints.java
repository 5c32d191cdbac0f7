package io.changeover.application.port;

import io.changeover.domain.run.RunId;
import java.util.Optional;

/** Keeps a fingerprint of what each run with a business key was asked for with. Takes part in the caller's transaction. */
public interface StartPrints {
    /** Writes down the fingerprint of a run that has none. */
    void keep(RunId run, String print);

    /** The fingerprint of a run, if it was started with a key of the caller's. */
    Optional<String> of(RunId run);
}
