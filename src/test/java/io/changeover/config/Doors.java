package io.changeover.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the running server, as a program (a name and password each time) and as a browser (signed in once). */
final class Doors {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final String root;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient program = HttpClient.newHttpClient();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final ObjectMapper json = new ObjectMapper();

    Doors(int port) {
        root = "http://localhost:" + port;
    }

    int port() {
        return URI.create(root).getPort();
    }

    HttpResponse<String> anonymous(String method, String path) throws IOException, InterruptedException {
        return send(program, request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> as(String user, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(
                program,
                signed(user, path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> deployAs(String user, String path, Map<String, String> files)
            throws IOException, InterruptedException {
        return send(program, form(signed(user, path), files));
    }

    HttpResponse<String> open(String path) throws IOException, InterruptedException {
        return send(browser, request(path).GET());
    }

    /** Opens a page as a person does, who can read nothing but pages. */
    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return send(browser, request(path).header("Accept", "text/html").GET());
    }

    /** Logs the browser out with the token that its pages carry. */
    HttpResponse<String> logOut() throws IOException, InterruptedException {
        return form("/logout", "");
    }

    /** Signs the browser in; answers what the form answered. */
    HttpResponse<String> signIn(String user, String password) throws IOException, InterruptedException {
        return form("/login", "username=%s&password=%s&".formatted(user, password));
    }

    private HttpResponse<String> form(String path, String fields) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(open("/login").body());
        if (!csrf.find()) {
            throw new IllegalStateException("the login page has no CSRF field");
        }
        String form = fields + "_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8);
        return send(
                browser,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpResponse<String> deployInBrowser(String path, Map<String, String> files)
            throws IOException, InterruptedException {
        return send(browser, form(request(path).header("X-XSRF-TOKEN", cookie("XSRF-TOKEN")), files));
    }

    HttpResponse<String> postInBrowser(String path, String body) throws IOException, InterruptedException {
        return send(
                browser,
                request(path)
                        .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode json(HttpResponse<String> response) throws IOException {
        return json.readTree(response.body());
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("none");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path));
    }

    private HttpRequest.Builder signed(String user, String path) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + user + "-pw").getBytes(StandardCharsets.UTF_8));
        return request(path).header("Authorization", "Basic " + credentials);
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> files) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("--X\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ntest\r\n"
                .getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, String> file : files.entrySet()) {
            body.write(
                    "--X\r\nContent-Disposition: form-data; name=\"%1$s\"; filename=\"%1$s\"\r\nContent-Type: text/xml\r\n\r\n%2$s\r\n"
                            .formatted(file.getKey(), file.getValue())
                            .getBytes(StandardCharsets.UTF_8));
        }
        body.write("--X--\r\n".getBytes(StandardCharsets.UTF_8));
        return request.header("Content-Type", "multipart/form-data; boundary=X")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
