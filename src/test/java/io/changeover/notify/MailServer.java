package io.changeover.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on loopback, with a certificate of its own making. */
final class MailServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    /** How it wants to be talked to. */
    enum Way {
        PLAIN,
        STARTTLS,
        IMPLICIT
    }

    /** A mail for one address, as it came. */
    record Letter(String to, String text) {}

    MailServer(Way way, Path store) throws Exception {
        SMTPServer.Builder builder = new SMTPServer.Builder()
                .bindAddress(InetAddress.getByName("localhost"))
                .port(0)
                .hostName("localhost")
                .simpleMessageListener(new Mailbox())
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("changeover") || !password.equals("smtp-secret-3")) {
                        throw new LoginFailedException();
                    }
                }));
        switch (way) {
            case PLAIN -> builder.hideTLS();
            case STARTTLS -> builder.enableTLS().requireTLS().startTlsSocketFactory(context(store));
            case IMPLICIT -> builder.serverSocketFactory(context(store));
        }
        server = builder.build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    List<Letter> letters() {
        return List.copyOf(letters);
    }

    /** A key and a certificate for that host name. */
    static Path certificate(Path folder, String host) throws IOException, InterruptedException {
        Path store = folder.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + Files.readString(folder.resolve("keytool.log")));
        }
        return store;
    }

    /** Holds the key of that store and trusts its certificate, and no other. */
    static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("mail", store.getCertificate("mail"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private final class Mailbox implements SimpleMessageListener {
        @Override
        public boolean accept(String from, String to) {
            return !to.startsWith("nobody@");
        }

        @Override
        public void deliver(String from, String to, InputStream data) throws IOException {
            letters.add(new Letter(to, new String(data.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
