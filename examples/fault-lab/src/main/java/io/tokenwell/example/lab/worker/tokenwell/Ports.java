package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.spi.TokenEndpoint;

/** What the provider is wired from, so that a mutant can stand before any of it. */
record Ports(
        TokenCache cache,
        RefreshLock lock,
        AccountRepository repository,
        TokenEndpoint endpoint,
        RotationEscrow escrow,
        RefreshCooldown cooldown) {

    Ports withCache(TokenCache other) {
        return new Ports(other, lock, repository, endpoint, escrow, cooldown);
    }

    Ports withLock(RefreshLock other) {
        return new Ports(cache, other, repository, endpoint, escrow, cooldown);
    }

    Ports withRepository(AccountRepository other) {
        return new Ports(cache, lock, other, endpoint, escrow, cooldown);
    }

    Ports withEndpoint(TokenEndpoint other) {
        return new Ports(cache, lock, repository, other, escrow, cooldown);
    }

    Ports withEscrow(RotationEscrow other) {
        return new Ports(cache, lock, repository, endpoint, other, cooldown);
    }
}
