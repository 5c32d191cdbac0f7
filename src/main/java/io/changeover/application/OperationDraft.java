package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.util.Optional;

/**
 * An operation that is to be written down.
 *
 * @param check which of the target's checks, for {@link Operation#CHECK}
 */
record OperationDraft(Operation operation, String target, int check, SiteId site, Optional<HostId> host) {}
