package io.changeover.domain.plan;

import java.util.Objects;

/**
 * Who must approve a run before it changes anything.
 *
 * @param group whose members may decide
 * @param notRequester whether the person who asked for the run may not decide on it
 */
public record ApprovalRule(String group, boolean notRequester) {
    /** What holds where the plan says nothing: any approver, but not the requester. */
    public static final ApprovalRule DEFAULT = new ApprovalRule("approvers", true);

    public ApprovalRule {
        Objects.requireNonNull(group, "group");
    }
}
