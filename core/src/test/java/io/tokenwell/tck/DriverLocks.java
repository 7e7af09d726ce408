package io.tokenwell.tck;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Locks of a few instructions that Netty and Lettuce take on event loops. BlockHound reports them only when they happen
 * to be contended, and an error thrown out of a half-taken lock leaves the connection stuck for good: a fault of the
 * watchman, not of the driver. Every entry names one method; nothing of ours is excepted.
 */
public final class DriverLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        allow(builder, "io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free");
        allow(builder, "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "free");
        allow(
                builder,
                "io.lettuce.core.protocol.SharedLock",
                "incrementWriters",
                "lockWritersExclusive",
                "doExclusive");
        allow(
                builder,
                "io.lettuce.core.cluster.PooledClusterConnectionProvider",
                "getReadConnection",
                "lambda$getReadConnection$5",
                "lambda$getWriteConnection$1",
                "resetFastConnectionCache",
                "setPartitions");
        allow(builder, "io.lettuce.core.cluster.models.partitions.Partitions", "addPartition", "reload", "updateCache");
        allow(builder, "io.lettuce.core.cluster.topology.Connections", "addConnection", "isEmpty");
        // Certificates that whoever connects over TLS trusts: files, read when the first connection needs them.
        allow(builder, "io.netty.handler.ssl.PemReader", "readContent");
        allow(builder, "sun.security.ssl.TrustStoreManager", "getTrustedCerts");
    }

    private static void allow(BlockHound.Builder builder, String type, String... methods) {
        for (String method : methods) {
            builder.allowBlockingCallsInside(type, method);
        }
    }
}
