package io.changeover.api.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or refused.
 *
 * @param id grows with every action
 * @param actor the name logged in with, or {@code changeover} for the server itself
 * @param door {@code DASHBOARD}, {@code CLI}, {@code API}, {@code ENGINE_API}, {@code TASKLIST} or {@code SERVER}
 * @param address the network address it came from; empty for the server itself
 * @param what a code, such as {@code STARTED} or {@code PLAN_APPLIED}
 * @param refused whether it was refused, so that nothing was changed
 * @param detail the reason given and what it was about
 */
public record ActionView(
        long id,
        Instant at,
        String actor,
        String door,
        String address,
        String what,
        boolean refused,
        @Nullable String plan,
        @Nullable String run,
        String detail) {}
