/** Shells over SSH. */
@NullMarked
package io.changeover.connector.ssh;

import org.jspecify.annotations.NullMarked;
