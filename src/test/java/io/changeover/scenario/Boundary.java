package io.changeover.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A moment of a move at which the server is killed: where the commands of the targets are held, so that the run stands
 * there when it happens. The second of two alike instances stands for both.
 *
 * @param point the point of {@link ShellSites#hold}, or {@link #APPROVAL}
 */
record Boundary(String point) {
    /** While a person is asked. */
    static final String APPROVAL = "approval";

    /** Before, during and after every step of a move between these sites, in the order in which they come. */
    static List<Boundary> ofMove(String source, String target) {
        List<String> points = new ArrayList<>();
        points.add("status.shop-2." + source + ".1");
        points.add(APPROVAL);
        points.add("status.shop-2." + source + ".2");
        change(points, "status", "stop", "shop-2", source);
        change(points, "status", "stop", "store", source);
        change(points, "status", "start", "store", target);
        points.add("check.store." + target + ".1");
        change(points, "status", "start", "shop-2", target);
        points.add("check.shop-2." + target + ".1");
        // The route's readiness is read at the source, so its first reading at the target is the switch's own.
        points.add("read.www." + target + ".1");
        points.add("switch.www." + target + ".1");
        points.add("switch.www." + target + ".end");
        points.add("read.www." + target + ".2");
        points.add("traffic.www." + target + ".1");
        return points.stream().map(Boundary::new).toList();
    }

    /** Readiness has read the instance twice before its step does. */
    private static void change(List<String> points, String read, String act, String name, String site) {
        points.add("%s.%s.%s.3".formatted(read, name, site));
        points.add("%s.%s.%s.1".formatted(act, name, site));
        points.add("%s.%s.%s.end".formatted(act, name, site));
        points.add("%s.%s.%s.4".formatted(read, name, site));
    }

    boolean waitsForAPerson() {
        return point.equals(APPROVAL);
    }
}
