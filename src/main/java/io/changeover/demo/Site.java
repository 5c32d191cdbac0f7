package io.changeover.demo;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** One site of the demonstration: a machine with an SSH server, a database and two application processes. */
record Site(Place place, Path home, EmbeddedPostgres database) {
    /** Its name. */
    String name() {
        return place.site();
    }

    /** Where its application processes listen, if they run. */
    List<InetSocketAddress> shops() {
        return List.of(
                new InetSocketAddress(place.address(), place.shop()),
                new InetSocketAddress(place.address(), place.shop() + 1));
    }
}
