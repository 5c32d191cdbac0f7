package io.changeover.connector.check;

import io.changeover.connector.spi.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request that changes something, with the headers, token and signature that the settings ask for. */
final class Errand {
    private static final String ALGORITHM = "HmacSHA256";

    private Errand() {}

    /**
     * The request; a body is sent as JSON unless a header says otherwise.
     *
     * @throws IllegalArgumentException for an address or header that cannot be used; its text may repeat a secret
     */
    static HttpRequest request(Settings settings, Instant now, String address, String method, String body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            builder.setHeader("Content-Type", "application/json");
        }
        settings.map("headers").forEach(builder::setHeader);
        settings.find("bearer").ifPresent(token -> builder.setHeader("Authorization", "Bearer " + token.strip()));
        Optional<String> key = settings.find("hmac").map(String::strip);
        if (key.isPresent()) {
            builder.setHeader("Changeover-Signature", signature(key.get(), now, body));
        }
        return builder.build();
    }

    /** As webhooks are signed: HMAC-SHA256 over the time in seconds, a dot, and the body. */
    private static String signature(String key, Instant now, String body) {
        long seconds = now.getEpochSecond();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] proof = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(proof));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java platform", e);
        }
    }
}
