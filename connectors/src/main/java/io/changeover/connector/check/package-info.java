/** Checks that ask from here, over the network. */
@NullMarked
package io.changeover.connector.check;

import org.jspecify.annotations.NullMarked;
