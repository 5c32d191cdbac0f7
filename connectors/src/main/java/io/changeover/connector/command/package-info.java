/** Services, routes, fencing and checks by commands of one's own. */
@NullMarked
package io.changeover.connector.command;

import org.jspecify.annotations.NullMarked;
