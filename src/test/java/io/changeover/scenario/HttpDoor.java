package io.changeover.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A program that talks to the running server, with a name and a password each time. */
final class HttpDoor {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String root;

    HttpDoor(int port) {
        root = "http://127.0.0.1:" + port;
    }

    /** One answer. */
    record Answer(int status, String type, String body, JsonNode json) {}

    Answer get(String user, String path) throws IOException, InterruptedException {
        return send(user, "GET", path, "", "application/json");
    }

    Answer post(String user, String path, String body) throws IOException, InterruptedException {
        return send(user, "POST", path, body, "application/json");
    }

    /** Deploys files through the engine's own API. */
    Answer deploy(String user, Map<String, String> files) throws IOException, InterruptedException {
        StringBuilder body =
                new StringBuilder("--X\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ntest\r\n");
        files.forEach((name, text) ->
                body.append(("--X\r\nContent-Disposition: form-data; name=\"%1$s\"; filename=\"%1$s\"\r\n"
                                + "Content-Type: text/xml\r\n\r\n%2$s\r\n")
                        .formatted(name, text)));
        body.append("--X--\r\n");
        return send(user, "POST", "/engine-rest/deployment/create", body.toString(), "multipart/form-data; boundary=X");
    }

    /** The lines of an answer that is told as it comes. */
    List<JsonNode> lines(String user, String path, String yaml) throws IOException, InterruptedException {
        String login = user + ":" + user + "-pw";
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Content-Type", "text/yaml")
                .header("Accept", "application/x-ndjson")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(yaml))
                .build();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : client.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .split("\n")) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    /** Reads something in a form of its own. */
    Answer accepting(String user, String path, String form) throws IOException, InterruptedException {
        return send(user, "GET", path, "", "application/json", form);
    }

    Answer send(String user, String method, String path, String body, String type)
            throws IOException, InterruptedException {
        return send(user, method, path, body, type, "*/*");
    }

    private Answer send(String user, String method, String path, String body, String type, String form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Content-Type", type)
                .header("Accept", form)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!user.isEmpty()) {
            String login = user + ":" + user + "-pw";
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String kind = response.headers().firstValue("Content-Type").orElse("");
        JsonNode tree = kind.contains("json") ? json.readTree(response.body()) : json.createObjectNode();
        return new Answer(response.statusCode(), kind, response.body(), tree);
    }
}
