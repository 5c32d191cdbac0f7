package io.changeover.application.port;

import io.changeover.domain.audit.Origin;

/** Tells where the request that the current thread serves came from. */
public interface Doorway {
    /** The origin; {@link Origin#SERVER} where the thread serves no request. */
    Origin origin();
}
