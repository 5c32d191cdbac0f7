/** Routes that are backends of HAProxy. */
@NullMarked
package io.changeover.connector.haproxy;

import org.jspecify.annotations.NullMarked;
