package io.changeover.connector.dns;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What one server was seen to answer.
 *
 * @param records all records that it gave for the name; empty for none
 * @param ttl for how long its answer may be kept, in seconds; 0 without records
 * @param trouble why it could not be read; empty where it could
 */
record Sight(Endpoint server, List<Record> records, long ttl, String trouble) {
    Sight {
        records = List.copyOf(records);
    }

    static Sight of(Endpoint server, List<Record> records) {
        long ttl = records.stream().mapToLong(Record::getTTL).max().orElse(0);
        return new Sight(server, records, ttl, "");
    }

    static Sight none(Endpoint server, String trouble) {
        return new Sight(server, List.of(), 0, trouble);
    }

    boolean readable() {
        return trouble.isEmpty();
    }

    /** Whether it gave this record and no other; how long it may be kept does not matter. */
    boolean isExactly(Record record) {
        return records.size() == 1 && records.get(0).equals(record);
    }

    boolean says(Sight other) {
        return Set.copyOf(records).equals(Set.copyOf(other.records));
    }

    /** What it said, for messages. */
    String said() {
        if (!readable()) {
            return trouble;
        }
        return records.isEmpty()
                ? "no record"
                : records.stream()
                        .map(record -> (record.getType() == Type.CNAME ? "CNAME " : "") + record.rdataToString())
                        .sorted()
                        .collect(Collectors.joining(" and "));
    }

    /** The same with the time, as evidence. */
    String evidence() {
        return records.isEmpty() ? said() : said() + ", TTL " + ttl + " s";
    }
}
