package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEndpointException.Verdict;
import io.tokenwell.spi.TokenGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A server of many accounts that rotates, revokes at the second use, and may be asked wrongly. */
public final class StrictServer {

    private final VirtualFleet fleet;
    private final Map<String, Integer> generations = new HashMap<>();

    /** Accounts that were refused for their own sake. */
    public final Set<String> revoked = new HashSet<>();

    public final List<Instant> requests = new ArrayList<>();
    public final List<String> asked = new ArrayList<>();

    /** What everybody is answered, null if requests are right. */
    @Nullable
    public Details misconfigured;

    public StrictServer(VirtualFleet fleet) {
        this.fleet = fleet;
        fleet.answering(this::redeemed);
    }

    public static Details refusal(int status, String code, boolean terminal, String description) {
        Verdict verdict = terminal ? Verdict.SPENT : Verdict.PASSING;
        return new Details(Outcome.REJECTED, status, code, verdict, null, description);
    }

    private Mono<TokenGrant> redeemed(Account account) {
        requests.add(fleet.clock.instant());
        asked.add(account.id());
        Details wrong = misconfigured;
        if (wrong != null) {
            return refused(account, wrong);
        }
        int generation = generations.getOrDefault(account.id(), 0);
        boolean current = account.credentials().refreshToken().equals(token(generation));
        if (!current || revoked.contains(account.id())) {
            revoked.add(account.id());
            return refused(account, refusal(400, "invalid_grant", true, "Session not active"));
        }
        generations.put(account.id(), generation + 1);
        return Mono.just(fleet.grant(generation + 1));
    }

    private static Mono<TokenGrant> refused(Account account, Details details) {
        return Mono.error(new TokenEndpointException(account.id(), details, "refused", null));
    }

    private static Optional<Secret> token(int generation) {
        return Optional.of(Secret.of("rt-" + generation));
    }
}
