package io.changeover.architecture.violations.report;

import jakarta.mail.MessagingException;

/** Mail is the business of one package. */
final class ReportByMail {
    static final String BREAKS = "only notify sends mail";

    private ReportByMail() {}

    static void refuse() throws MessagingException {
        throw new MessagingException("no");
    }
}
