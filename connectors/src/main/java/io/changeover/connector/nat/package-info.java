/** Routes that are destination translations in the packet filter of a host. */
@NullMarked
package io.changeover.connector.nat;

import org.jspecify.annotations.NullMarked;
