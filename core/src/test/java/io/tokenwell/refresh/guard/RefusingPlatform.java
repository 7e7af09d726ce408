package io.tokenwell.refresh.guard;

import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.StrictServer;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** A fleet whose server can be made to refuse, and what is asked of it. */
abstract class RefusingPlatform {

    static final Details REFUSED = StrictServer.refusal(400, "invalid_grant", true, "Not this client's");

    final VirtualFleet fleet = new VirtualFleet();
    final StrictServer server = new StrictServer(fleet);
    final RefreshingAccessTokenProvider provider = fleet.instance();

    /** A token, an error, or "hanging" if there is neither in half a second. */
    final Object answer(long id) {
        var answer = provider.getAccessToken(id)
                .map(token -> (Object) token)
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofMillis(500));
        return answer.getNow("hanging");
    }

    /** Expired accounts, all of them refused from now on. */
    final void refuse(long... ids) {
        server.misconfigured = REFUSED;
        for (long id : ids) {
            fleet.stored(id, Duration.ofMinutes(-1));
            answer(id);
        }
    }

    final <E> List<E> told(Class<E> kind) {
        return fleet.events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
