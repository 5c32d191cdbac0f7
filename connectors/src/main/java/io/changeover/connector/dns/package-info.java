/** Routes that are records of a DNS zone, changed by dynamic updates. */
@NullMarked
package io.changeover.connector.dns;

import org.jspecify.annotations.NullMarked;
