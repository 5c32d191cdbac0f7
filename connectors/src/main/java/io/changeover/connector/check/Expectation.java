package io.changeover.connector.check;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an HTTP answer must look like. */
record Expectation(int status, Optional<String> text, Map<String, String> json) {
    private static final int SHOWN = 200;

    static Expectation of(Settings settings) {
        return new Expectation(settings.integer("expect", 200), settings.find("body"), settings.map("json"));
    }

    /** @throws ConnectorException {@code CHECK_FAILED} naming the place, what was wanted and what was found */
    void require(int foundStatus, String body, String place) throws ConnectorException {
        if (foundStatus != status) {
            boolean redirected = foundStatus / 100 == 3;
            throw failed("%s: wanted status %d, found %d%s"
                    .formatted(place, status, foundStatus, redirected ? ", and redirected is not serving" : ""));
        }
        if (text.isPresent() && !body.contains(text.get())) {
            throw failed("%s: wanted a body with '%s', found '%s'".formatted(place, text.get(), start(body)));
        }
        for (Map.Entry<String, String> entry : json.entrySet()) {
            String found = at(entry.getKey(), body, place);
            if (!found.equals(entry.getValue())) {
                throw failed("%s: wanted '%s' at %s, found '%s'"
                        .formatted(place, entry.getValue(), entry.getKey(), start(found)));
            }
        }
    }

    static String at(String path, String body, String place) throws ConnectorException {
        try {
            Object value = JsonPath.read(body, path);
            return value instanceof List<?> list && list.size() == 1
                    ? String.valueOf(list.get(0))
                    : String.valueOf(value);
        } catch (JsonPathException | IllegalArgumentException e) {
            if (e instanceof InvalidPathException && !(e instanceof PathNotFoundException)) {
                throw ConnectorException.permanent(
                        "CHECK_UNUSABLE", "%s: wanted a JSONPath, found '%s'".formatted(place, path), e);
            }
            throw failed("%s: wanted a value at %s, found none in '%s'".formatted(place, path, start(body)));
        }
    }

    private static String start(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN);
    }

    private static ConnectorException failed(String message) {
        return ConnectorException.transientFault("CHECK_FAILED", message);
    }
}
