package io.changeover.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.Caller;
import io.changeover.application.RefusedException;
import io.changeover.application.Trail;
import io.changeover.application.port.AuditLog;
import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.domain.audit.Origin;
import jakarta.servlet.FilterChain;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.DispatcherServlet;

class RefusedRequestsTest {
    private static final RefusedException HELD = RefusedException.because("PLAN_HELD", "the plan is held by run 7");

    private final List<Action> written = new ArrayList<>();

    @BeforeEach
    void signIn() {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("olga", "", "GROUP_operators"));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aRefusalOnAPageIsWrittenDownWithItsReasonWhateverTheStatus() throws Exception {
        for (int status : new int[] {200, 302, 409}) {
            ask("/plan-file", status, HELD);
        }

        assertThat(written)
                .extracting(Action::detail)
                .containsOnly("POST /plan-file: the plan is held by run 7")
                .hasSize(3);
    }

    @Test
    void aReasonDeepInWhatWasThrownIsFoundAndWithoutOneTheStatusStands() throws Exception {
        ask("/api/v1/runs", 409, new IllegalStateException("the start was refused", HELD));
        ask("/api/v1/runs", 403, null);

        assertThat(written)
                .extracting(Action::detail)
                .containsExactly("POST /api/v1/runs: the plan is held by run 7", "POST /api/v1/runs: status 403");
    }

    @Test
    void whatWasDoneAndWhatFailedIsNotRefused() throws Exception {
        ask("/plan-file", 200, null);
        ask("/plan-file", 500, new IllegalStateException("the disk is full"));

        assertThat(written).isEmpty();
    }

    private void ask(String path, int status, Exception thrown) throws Exception {
        FilterChain door = (request, response) -> {
            ((MockHttpServletResponse) response).setStatus(status);
            request.setAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE, thrown);
        };
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean(
                "trail",
                new Trail(new Written(), () -> new Caller("olga", Set.of()), () -> Origin.SERVER, Clock.systemUTC()));
        new RefusedRequests(beans.getBeanProvider(Trail.class))
                .doFilter(new MockHttpServletRequest("POST", path), new MockHttpServletResponse(), door);
    }

    private final class Written implements AuditLog {
        @Override
        public void append(Action action) {
            written.add(action);
        }

        @Override
        public List<Action> find(ActionFilter filter, int most) {
            return written;
        }
    }
}
