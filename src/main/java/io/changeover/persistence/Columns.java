package io.changeover.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How values are written to columns and read back, for H2 and PostgreSQL alike. */
final class Columns {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private Columns() {}

    /** Both databases keep microseconds; cutting here keeps what is read equal to what was written. */
    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime time(Optional<Instant> instant) {
        return instant.map(Columns::time).orElse(null);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static Optional<String> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static <E extends Enum<E>> Optional<E> optional(ResultSet row, String column, Class<E> type) throws SQLException {
        return optional(row, column).map(name -> Enum.valueOf(type, name));
    }

    static @Nullable String name(Optional<? extends Enum<?>> value) {
        return value.map(Enum::name).orElse(null);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    static <T> T json(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable column: " + e.getOriginalMessage(), e);
        }
    }

    /** The last characters of a text that must fit its column. */
    static String tail(String text, int limit) {
        return storable(text.length() <= limit ? text : text.substring(text.length() - limit));
    }

    /** The first characters of a text that must fit its column. */
    static String head(String text, int limit) {
        return storable(text.length() <= limit ? text : text.substring(0, limit - 1) + "…");
    }

    /** What programs print may hold zeros, which PostgreSQL takes in no text. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
