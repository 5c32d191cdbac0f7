/** The machines themselves: whether they can be logged in to and are fit. */
@NullMarked
package io.changeover.connector.host;

import org.jspecify.annotations.NullMarked;
