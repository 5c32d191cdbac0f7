/** Service addresses that move between the hosts of the sites. */
@NullMarked
package io.changeover.connector.address;

import org.jspecify.annotations.NullMarked;
