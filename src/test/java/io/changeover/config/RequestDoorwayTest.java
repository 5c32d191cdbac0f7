package io.changeover.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.audit.Door;
import io.changeover.domain.audit.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class RequestDoorwayTest {
    private final RequestDoorway doorway = new RequestDoorway();

    @AfterEach
    void leave() {
        RequestContextHolder.resetRequestAttributes();
    }

    @ParameterizedTest
    @CsvSource({
        "/start, Mozilla/5.0, DASHBOARD",
        "/api/v1/runs, changeover-cli, CLI",
        "/api/v1/runs, curl/8.1, API",
        "/api/v1/runs, , API",
        "/engine-rest/task/1/complete, Java, ENGINE_API",
        "/camunda/api/engine/engine/default/task/1/complete, Mozilla/5.0, TASKLIST"
    })
    void everyDoorIsKnownByItsPath(String path, String agent, Door door) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setRemoteAddr("10.0.0.7");
        if (agent != null) {
            request.addHeader("User-Agent", agent);
        }
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));

        assertThat(doorway.origin()).isEqualTo(new Origin(door, "10.0.0.7"));
    }

    @Test
    void whereNobodyAsksItIsTheServer() {
        assertThat(doorway.origin()).isEqualTo(Origin.SERVER);
    }
}
