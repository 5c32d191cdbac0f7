package io.changeover.domain.watch;

import java.time.Duration;

/**
 * Something that is wrong in one look.
 *
 * @param subject what it is about: a dataset, an instance, a host, a site, or the plan
 * @param patience how long it must hold before it counts
 */
public record Condition(AlarmCode code, String subject, Duration patience, String sentence) {
    /** What it is: the same in every look in which it holds. */
    public String key() {
        return code + " " + subject;
    }
}
