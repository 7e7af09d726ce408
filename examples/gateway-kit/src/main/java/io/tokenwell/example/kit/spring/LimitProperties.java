package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.GatewayLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one client, or a silent upstream, can take up at most. Immutable and safe for use by any thread.
 *
 * @param headTimeout from the connection, or from the first byte of a further request, to the end of its headers
 * @param headSize of all headers, and of the request line
 * @param idleTimeout of a connection without a request
 * @param bodyTimeout without a byte of a body that is being read
 * @param sendTimeout without a byte taken of an answer that is being written
 * @param connections of clients, at once
 * @param replayTotal of the bodies kept to be sent once more, of all requests together
 * @param unknownAccounts so long an id that no row has is not asked for again; 0 to ask each time
 * @param connectTimeout for the upstream to take a connection
 * @param responseTimeout from the last that was sent of a request to the head of the upstream's answer
 * @param pauseTimeout between two parts of an answer; 0 for any pause
 * @param upstreamConnections to the upstream, at once
 * @param upstreamPending requests at once that wait for a connection to the upstream
 */
public record LimitProperties(
        @DefaultValue("10s") Duration headTimeout,
        @DefaultValue("8KB") DataSize headSize,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("2m") Duration sendTimeout,
        @DefaultValue("20000") int connections,
        @DefaultValue("64MB") DataSize replayTotal,
        @DefaultValue("1s") Duration unknownAccounts,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("60s") Duration responseTimeout,
        @DefaultValue("0s") Duration pauseTimeout,
        @DefaultValue("20000") int upstreamConnections,
        @DefaultValue("20000") int upstreamPending) {

    GatewayLimits checked() {
        return new GatewayLimits(
                new GatewayLimits.Clients(
                        headTimeout,
                        TokenwellProperties.bytes(headSize),
                        idleTimeout,
                        bodyTimeout,
                        sendTimeout,
                        connections,
                        TokenwellProperties.bytes(replayTotal),
                        unknownAccounts),
                new GatewayLimits.Upstream(
                        connectTimeout, responseTimeout, pauseTimeout, upstreamConnections, upstreamPending));
    }
}
