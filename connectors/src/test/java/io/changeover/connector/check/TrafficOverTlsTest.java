package io.changeover.connector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.changeover.connector.dns.BindServer;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate must bear the public name, although the connection goes to an address. */
class TrafficOverTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void theCertificateMustBearThePublicName() throws Exception {
        SSLContext own = context(certificate());
        SSLContext usual = SSLContext.getDefault();
        try (WebSite ams = WebSite.start("ams", "127.0.1.2", 0, folder, (address, backlog) -> {
                    HttpsServer server = HttpsServer.create(address, backlog);
                    server.setHttpsConfigurator(new HttpsConfigurator(own));
                    return server;
                });
                BindServer bind = BindServer.primary("www 60 IN A 127.0.1.2", "other 60 IN A 127.0.1.2")) {
            SSLContext.setDefault(own);

            assertThat(ask(bind, "www", ams.port()).message()).contains("10 requests in a row served by ams");
            assertThatThrownBy(() -> ask(bind, "other", ams.port())).hasMessageContaining("other.dr.test");
            SSLContext.setDefault(usual);
            assertThatThrownBy(() -> ask(bind, "www", ams.port())).hasMessageContaining("wanted an answer, found");
        } finally {
            SSLContext.setDefault(usual);
        }
    }

    private static Result ask(BindServer bind, String name, int port) throws Exception {
        Map<String, String> settings = Map.of(
                "traffic", "https://%s.dr.test:%d/".formatted(name, port),
                "header", "X-Site",
                "resolver", bind.endpoint());
        Target target = new Target(Kind.CHECK, "www", "ams", null, Settings.of(settings));
        return new TrafficCheck()
                .execute(
                        new Request(Operation.CHECK, target, null, false, Map.of()),
                        TestContext.local(new LocalShell()));
    }

    private Path certificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=www.dr.test",
                        "-ext",
                        "san=dns:www.dr.test",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static SSLContext context(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("web", store.getCertificate("web"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
