package io.changeover.application.port;

import io.changeover.application.Caller;

/** Tells who is signed in for the request that the current thread serves. */
public interface SignedIn {
    /** The caller; never null, as no request is served without a login. */
    Caller caller();
}
