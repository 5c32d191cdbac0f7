/** Services that systemd runs. */
@NullMarked
package io.changeover.connector.systemd;

import org.jspecify.annotations.NullMarked;
