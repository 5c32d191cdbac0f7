package io.changeover.domain.plan;

import java.util.Objects;

/**
 * Who must approve a run before it changes anything.
 *
 * @param group whose members may decide
 * @param of how many different people of the group must approve, at least 1; one who declines ends it
 * @param notRequester whether the person who asked for the run may not decide on it
 */
public record ApprovalRule(String group, int of, boolean notRequester) {
    /** What holds where the plan says nothing: any approver, but not the requester. */
    public static final ApprovalRule DEFAULT = new ApprovalRule("approvers", true);

    public ApprovalRule {
        Objects.requireNonNull(group, "group");
        if (of < 1) {
            throw new IllegalArgumentException("at least one must approve, was " + of);
        }
    }

    /** One approval is enough. */
    public ApprovalRule(String group, boolean notRequester) {
        this(group, 1, notRequester);
    }
}
