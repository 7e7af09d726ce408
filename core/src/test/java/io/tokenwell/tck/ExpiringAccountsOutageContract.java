package io.tokenwell.tck;

import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ExpiringAccounts} whose store is out of reach do: say so, by a typed error. Never an empty page. */
public interface ExpiringAccountsOutageContract {

    /** The port, out of reach of its store. */
    ExpiringAccounts unreachableExpiring();

    @Test
    default void aPageWithoutStoreIsATypedError() {
        Instant now = Instant.parse("2031-05-06T12:00:00Z");
        Signals.failsTypedForAll(unreachableExpiring()
                .page(ExpiringQuery.first(Set.of("openai"), Set.of("active"), now, now.plusSeconds(1), 1)));
    }
}
