package io.tokenwell.tck;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Rejection;
import io.tokenwell.TokenRefreshPendingException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A provider for tests of applications: its tokens are given, it notes what it is asked, and it fails on request. It refuses
 * what a real one refuses: no account, an account without tokens, a rejected token that is blank, and one that has no
 * successor. Cold, like a real one. Safe for use by any thread.
 *
 * <pre>{@code
 * FixedAccessTokenProvider tokens = new FixedAccessTokenProvider().tokens(7, "at-1", "at-2").failing(8, error);
 * }</pre>
 */
public final class FixedAccessTokenProvider implements AccessTokenProvider {

    private final Map<String, Iterator<String>> later = new ConcurrentHashMap<>();
    private final Map<String, String> current = new ConcurrentHashMap<>();
    private final Map<String, AccessTokenException> failures = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Rejected> rejections = new CopyOnWriteArrayList<>();
    private final List<String> invalidations = new CopyOnWriteArrayList<>();
    private final List<String> reinstatements = new CopyOnWriteArrayList<>();

    /**
     * A token that was handed in as rejected.
     *
     * @param accountId the account
     * @param token the token
     * @param rejection why
     */
    public record Rejected(String accountId, @Nullable String token, Rejection rejection) {}

    /**
     * Sets the tokens of an account, which now exists. Ends a failure.
     *
     * @param accountId the account
     * @param first the token that is returned now
     * @param next the tokens that replace it when it is rejected, one after the other
     * @return this provider
     */
    public FixedAccessTokenProvider tokens(String accountId, String first, String... next) {
        failures.remove(accountId);
        later.put(accountId, List.of(next).iterator());
        current.put(accountId, first);
        return this;
    }

    /**
     * Lets every call for an account fail from now on.
     *
     * @param accountId the account
     * @param failure the error
     * @return this provider
     */
    public FixedAccessTokenProvider failing(String accountId, AccessTokenException failure) {
        failures.put(accountId, failure);
        return this;
    }

    /** Returns the accounts whose token was asked for, in that order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns the tokens that were rejected, in that order. */
    public List<Rejected> rejections() {
        return List.copyOf(rejections);
    }

    /** Returns the accounts that were invalidated, in that order. */
    public List<String> invalidations() {
        return List.copyOf(invalidations);
    }

    /** Returns the accounts that were reinstated, in that order. */
    public List<String> reinstatements() {
        return List.copyOf(reinstatements);
    }

    @Override
    public Mono<String> getAccessToken(@Nullable Account account) {
        return of(account, this::getAccessToken);
    }

    @Override
    public Mono<String> getAccessToken(String accountId) {
        return Mono.defer(() -> {
            requests.add(accountId);
            return token(accountId);
        });
    }

    @Override
    public Mono<String> replaceRejected(@Nullable Account account, @Nullable String rejectedAccessToken) {
        return replaceRejected(account, rejectedAccessToken, Rejection.UNEXPLAINED);
    }

    @Override
    public Mono<String> replaceRejected(String accountId, @Nullable String rejectedAccessToken) {
        return replaceRejected(accountId, rejectedAccessToken, Rejection.UNEXPLAINED);
    }

    @Override
    public Mono<String> replaceRejected(
            @Nullable Account account, @Nullable String rejectedAccessToken, Rejection rejection) {
        return of(account, id -> replaceRejected(id, rejectedAccessToken, rejection));
    }

    @Override
    public Mono<String> replaceRejected(String accountId, @Nullable String rejectedAccessToken, Rejection rejection) {
        return Mono.defer(() -> {
            rejections.add(new Rejected(accountId, rejectedAccessToken, rejection));
            if (rejectedAccessToken == null || rejectedAccessToken.isBlank()) {
                return Mono.error(new InvalidAccountException(accountId, "the rejected access token is blank"));
            }
            return token(accountId).flatMap(now -> otherThan(accountId, rejectedAccessToken.strip()));
        });
    }

    /** The rejected one is replaced once, whoever comes first. */
    private Mono<String> otherThan(String accountId, String rejected) {
        String now = current.computeIfPresent(accountId, (id, token) -> {
            Iterator<String> next = later.get(id);
            return token.equals(rejected) && next != null && next.hasNext() ? next.next() : token;
        });
        return rejected.equals(now)
                ? Mono.error(
                        new TokenRefreshPendingException(accountId, "the account still has the rejected token", null))
                : Mono.justOrEmpty(now);
    }

    @Override
    public Mono<Void> invalidate(@Nullable Account account) {
        return of(account, this::invalidate);
    }

    @Override
    public Mono<Void> invalidate(String accountId) {
        return Mono.defer(() -> {
            invalidations.add(accountId);
            return token(accountId).then();
        });
    }

    @Override
    public Mono<Boolean> reinstate(@Nullable Account account) {
        return of(account, this::reinstate);
    }

    /** Notes the call. There are no marks, so that it emits false. */
    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return Mono.defer(() -> {
            reinstatements.add(accountId);
            return token(accountId).thenReturn(false);
        });
    }

    private static <T> Mono<T> of(@Nullable Account account, Function<String, Mono<T>> call) {
        return account == null ? Mono.error(InvalidAccountException::noAccount) : call.apply(account.id());
    }

    private Mono<String> token(String accountId) {
        AccessTokenException failure = failures.get(accountId);
        String token = current.get(accountId);
        return failure != null
                ? Mono.error(failure)
                : token == null ? Mono.error(new AccountNotFoundException(accountId)) : Mono.just(token);
    }
}
