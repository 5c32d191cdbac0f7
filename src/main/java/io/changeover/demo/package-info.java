/**
 * The demonstration: two sites on the loopback network with real SSH servers and real databases, a client that never
 * stops to write, and a server that moves the service there and back. Talks to the server by HTTP only.
 */
@NullMarked
package io.changeover.demo;

import org.jspecify.annotations.NullMarked;
