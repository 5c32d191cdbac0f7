/** Routes that are destination translations in the packet filter of a host. */
@NullMarked
package io.changeover.connector.witness;

import org.jspecify.annotations.NullMarked;
