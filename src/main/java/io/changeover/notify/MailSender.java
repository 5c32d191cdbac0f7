package io.changeover.notify;

import io.changeover.application.port.Messenger.Answer;
import io.changeover.application.port.SecretReferences;
import io.changeover.domain.plan.Receiver.Mail;
import io.changeover.domain.plan.Receiver.Tls;
import io.changeover.domain.run.Notification;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Sends mail by SMTP. The server's certificate must be valid for its name; a server without the TLS asked for is refused. */
final class MailSender {
    private final SecretReferences secrets;
    private final SSLContext tls;
    private final Duration limit;

    MailSender(SecretReferences secrets, SSLContext tls, Duration limit) {
        this.secrets = secrets;
        this.tls = tls;
        this.limit = limit;
    }

    /** Sends one mail; once one of the addresses is accepted it counts as sent. */
    Answer send(Mail mail, Notification notification, String subject, String text, TimeLimit.Open open)
            throws MessagingException {
        Session session = Session.getInstance(properties(mail, open));
        MimeMessage message = message(session, mail, notification, subject, text);
        try (SMTPTransport transport = transport(session)) {
            transport.connect(mail.host(), mail.port(), resolved(mail.user()), resolved(mail.password()));
            try {
                transport.sendMessage(message, message.getAllRecipients());
            } catch (SendFailedException e) {
                if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
                    throw e;
                }
                return accepted(transport, "; not accepted: " + unsent(e));
            }
            return accepted(transport, "");
        }
    }

    private static Answer accepted(SMTPTransport transport, String more) {
        return new Answer(
                true,
                Optional.of(transport.getLastReturnCode()).filter(code -> code > 0),
                String.valueOf(transport.getLastServerResponse()).strip() + more,
                Optional.empty());
    }

    private static String unsent(SendFailedException e) {
        return Arrays.stream(new Address @Nullable [][] {e.getInvalidAddresses(), e.getValidUnsentAddresses()})
                .filter(addresses -> addresses != null)
                .flatMap(Arrays::stream)
                .map(Address::toString)
                .collect(Collectors.joining(", "));
    }

    private static SMTPTransport transport(Session session) throws MessagingException {
        Transport transport = session.getTransport("smtp");
        if (transport instanceof SMTPTransport smtp) {
            return smtp;
        }
        throw new IllegalStateException("wanted the SMTP transport, found " + transport.getClass());
    }

    private @Nullable String resolved(Optional<String> reference) {
        return reference.map(secrets::resolve).orElse(null);
    }

    private Properties properties(Mail mail, TimeLimit.Open open) {
        String millis = String.valueOf(limit.toMillis());
        boolean starttls = mail.tls() == Tls.STARTTLS;
        Properties properties = new Properties();
        properties.put("mail.smtp.auth", String.valueOf(mail.user().isPresent()));
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.starttls.enable", String.valueOf(starttls));
        properties.put("mail.smtp.starttls.required", String.valueOf(starttls));
        properties.put("mail.smtp.ssl.enable", String.valueOf(mail.tls() == Tls.IMPLICIT));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
        properties.put("mail.smtp.socketFactory", new ClosableSockets(open));
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    private static MimeMessage message(
            Session session, Mail mail, Notification notification, String subject, String text)
            throws MessagingException {
        String domain = mail.from().substring(mail.from().indexOf('@') + 1);
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // The same for every try, so that a mailbox can tell a repetition.
                setHeader("Message-ID", "<%s@%s>".formatted(notification.id(), domain));
            }
        };
        message.setFrom(new InternetAddress(mail.from(), true));
        for (String address : mail.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
        }
        message.setSubject(subject.replaceAll("\\s+", " "), "UTF-8");
        message.setSentDate(Date.from(notification.at()));
        message.setText(text, "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader(
                "References",
                "<%s-%s@%s>"
                        .formatted(notification.run().isPresent() ? "run" : "plan", notification.subject(), domain));
        message.saveChanges();
        return message;
    }
}
