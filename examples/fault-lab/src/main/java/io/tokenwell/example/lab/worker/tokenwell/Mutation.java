package io.tokenwell.example.lab.worker.tokenwell;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.r2dbc.spi.ConnectionFactory;

/** Puts a mutant's doubles before the real ports. Each takes out one protection and nothing else. */
record Mutation(
        Mutant mutant, RedisReactiveCommands<String, String> redis, ConnectionFactory connections, Callers callers) {

    Ports applied(Ports real) {
        return switch (mutant) {
            case NONE -> real;
            case OWNER_CHECK ->
                real.withLock(new AnyonesLock(real.lock(), redis))
                        .withRepository(new AnyonesClaims(real.repository(), new ClaimsTable(connections)));
            case CLAIM -> real.withLock(new OpenLock()).withRepository(new OpenClaims(real.repository()));
            case COMPARE_AND_SET ->
                real.withRepository(new BlindCompletion(real.repository(), new ClaimsTable(connections)));
            case DETACHMENT ->
                real.withEndpoint(new AttachedEndpoint(real.endpoint(), callers))
                        .withRepository(new AttachedCompletion(real.repository(), callers));
            case ESCROW -> real.withEscrow(new NoEscrow()).withRepository(new OneTryCompletion(real.repository()));
            case RELEASE -> real.withLock(new KeptLock(real.lock())).withRepository(new KeptClaims(real.repository()));
            case NEWER_ONLY -> real.withCache(new LastWriteCache(real.cache()));
        };
    }
}
