package io.tokenwell.tck;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Locks of a few instructions that Netty, Lettuce and Jackson take on event loops. BlockHound reports them only when they happen
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
                "setAutoFlushCommands",
                "setPartitions",
                "setReadFrom");
        // A first connection that is made while the view of the cluster is refreshed.
        allow(
                builder,
                "io.lettuce.core.cluster.PooledClusterConnectionProvider$NodeConnectionPostProcessor",
                "lambda$apply$4");
        allow(
                builder,
                "io.lettuce.core.cluster.models.partitions.Partitions",
                "add",
                "addAll",
                "addPartition",
                "clear",
                "reload",
                "remove",
                "removeAll",
                "retainAll",
                "updateCache");
        allow(builder, "io.lettuce.core.cluster.topology.Connections", "addConnection", "doRequest", "isEmpty");
        allow(builder, "io.lettuce.core.masterreplica.Connections", "isEmpty", "onAccept");
        allow(
                builder,
                "io.lettuce.core.masterreplica.MasterReplicaConnectionProvider",
                "getReadFrom",
                "setAutoFlushCommands",
                "setKnownNodes",
                "setReadFrom");
        allow(
                builder,
                "io.lettuce.core.masterreplica.MasterReplicaConnectionProvider$DefaultConnectionFactory",
                "lambda$apply$0");
        allow(builder, "io.lettuce.core.resource.DefaultEventLoopGroupProvider", "addReference", "allocate", "release");
        // A connection to a node that is made when the master is another.
        allow(builder, "io.lettuce.core.internal.AbstractInvocationHandler$MethodTranslator", "of");
        allow(builder, "io.lettuce.core.ConcurrentLruCache", "clear", "get", "remove");
        // Certificates that whoever connects over TLS trusts: files, read when the first connection needs them.
        allow(builder, "io.netty.handler.ssl.PemReader", "readContent");
        allow(builder, "sun.security.ssl.TrustStoreManager", "getTrustedCerts");
        // A type that is read for the first time, as by the bodies of Spring's first requests.
        allow(builder, "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
        // Random bytes of the kernel for it, which never wait.
        allow(builder, "sun.security.provider.NativePRNG$RandomIO", "implNextBytes");
    }

    private static void allow(BlockHound.Builder builder, String type, String... methods) {
        for (String method : methods) {
            builder.allowBlockingCallsInside(type, method);
        }
    }
}
