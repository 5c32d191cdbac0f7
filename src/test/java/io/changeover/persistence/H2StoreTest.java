package io.changeover.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class H2StoreTest extends StoreContractTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    @Override
    StoreRoom room() {
        return ROOM;
    }

    @Test
    void noTableKeepsTheSameIndexTwice() {
        List<String> indexes = ROOM.jdbc.queryForList("""
                select table_name || ' (' || listagg(column_name, ', ') within group (order by ordinal_position) || ')'
                from information_schema.index_columns
                group by table_name, index_name
                """, String.class);

        assertThat(indexes).contains("OPERATION (STEP)").doesNotHaveDuplicates();
    }
}
