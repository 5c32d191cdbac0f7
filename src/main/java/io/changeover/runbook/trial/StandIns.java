package io.changeover.runbook.trial;

import io.changeover.runbook.lint.Delegate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What stands behind the names in a diagram while it is tried out. */
final class StandIns {
    private StandIns() {}

    /** By the name that the diagram uses: all steps, and what a diagram may ask. */
    static Map<String, Object> all() {
        Map<String, Object> beans = new HashMap<>();
        RecordedStep step = new RecordedStep();
        Delegate.beanNames().forEach(name -> beans.put(name, step));
        beans.put("groups", new Groups());
        beans.put("drill", new Limit());
        return beans;
    }

    /** The groups of a plan with two of them. */
    static final class Groups {
        /** Names of groups, first to start first. */
        public List<String> inStartOrder(DelegateExecution execution) {
            return List.of("database", "app");
        }

        /** Names of groups, first to stop first. */
        public List<String> inStopOrder(DelegateExecution execution) {
            return List.of("app", "database");
        }
    }

    /** A limit that is never reached by itself: the trial rings every timer when it wants to. */
    static final class Limit {
        /** When a drill ends by itself. */
        public String until(DelegateExecution execution) {
            return "2131-03-01T01:00:00Z";
        }
    }
}
