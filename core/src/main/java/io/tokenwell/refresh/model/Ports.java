package io.tokenwell.refresh.model;

import io.tokenwell.memory.InMemoryRefreshLock;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.memory.InMemoryTokenCache;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a provider stands on: the ports that the user gave, else stand-ins in this process. */
public record Ports(
        AccountRepository repository,
        Port<TokenCache> cache,
        RefreshLock lock,
        Port<RotationEscrow> escrow,
        RefreshCooldown cooldown,
        TokenEndpoint endpoint) {

    /** A port; {@code shared} tells that what it keeps outlives this process and is seen by others. */
    public record Port<T>(T port, boolean shared) {

        static <T> Port<T> of(@Nullable T given, Supplier<T> standIn) {
            return given == null ? new Port<>(standIn.get(), false) : new Port<>(given, true);
        }
    }

    /** The ports that the user gave. */
    public record Given(
            @Nullable AccountRepository repository,
            @Nullable TokenCache cache,
            @Nullable RefreshLock lock,
            @Nullable RotationEscrow escrow,
            @Nullable RefreshCooldown cooldown,
            @Nullable TokenEndpoint endpoint) {

        /**
         * Returns these ports, with stand-ins for those that were not given. Throws without a repository, the only one
         * that has no stand-in.
         */
        public Ports completed(Clock clock, List<Platform> platforms) {
            if (repository == null) {
                throw new IllegalStateException(
                        "no repository is given: call repository(...), as it decides who refreshes an account");
            }
            return new Ports(
                    repository,
                    Port.of(cache, () -> new InMemoryTokenCache(clock)),
                    lock == null ? new InMemoryRefreshLock(clock) : lock,
                    Port.of(escrow, () -> new InMemoryRotationEscrow(clock)),
                    cooldown == null ? NotShared.INSTANCE : cooldown,
                    EndpointRules.checked(endpoint, platforms));
        }
    }
}
