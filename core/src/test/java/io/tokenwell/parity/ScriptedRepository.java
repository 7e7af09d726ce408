package io.tokenwell.parity;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The vector's account repository. Reading a row, claiming it and abandoning the claim each take the next scripted
 * answer of {@code db_get}: a failing read is an error, a missing row is empty. A plain read that gives nothing, though
 * the vector has the row, does not say that the account was deleted: the original takes it for a read that failed, and so it
 * is one here.
 *
 * <p>A stand-in bends this for the few vectors without any tag that contradict D20: there the original redeems the
 * refresh token of the caller's snapshot although it could not read the row. A stand-in grants that claim on the
 * snapshot; what our pipeline makes of such an answer can then be compared. It is used for a vector without tags only,
 * only after that vector differed on the honest repository, and the test prints how often.
 */
final class ScriptedRepository implements AccountRepository {

    private final Vector vector;
    private final ScriptedWorld world;
    private final boolean standIn;
    private @Nullable Account row;
    private @Nullable Account lastRow;
    private @Nullable Account claimed;
    private @Nullable Credentials written;
    private int reads;
    private boolean unanswered;

    ScriptedRepository(Vector vector, ScriptedWorld world, boolean standIn) {
        this.vector = vector;
        this.standIn = standIn && vector.defects().isEmpty();
        this.world = world;
        this.row = vector.wired("repo")
                ? Vector.account(vector.given().path("repo").path("row"))
                : null;
    }

    @Override
    public Mono<Account> findById(String accountId) {
        return answer().switchIfEmpty(Mono.error(() -> new TokenStorageException(accountId, "scripted", "get", null)));
    }

    private Mono<Account> answer() {
        return world.timed("db_get", this::nextAnswer);
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        Mono<Account> answer = answer().doOnError(failure -> unanswered = true);
        if (standIn) {
            answer = answer.onErrorResume(failure -> Mono.empty()).switchIfEmpty(Mono.justOrEmpty(vector.account()));
        }
        return answer.doOnNext(account -> claimed = account)
                .map(account -> new RefreshClaim(account, request.owner(), true));
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return world.timed("db_update", () -> {
            if (!vector.given()
                    .path("repo")
                    .path("update")
                    .path("outcome")
                    .asString("ok")
                    .equals("ok")) {
                throw new TokenStorageException(claim.account().id(), "scripted", "update", null);
            }
            written = redeemed;
            row = claim.account().withCredentials(redeemed);
            return true;
        });
    }

    /** Given back behind everybody's back where the claim's answer did not come: nobody looks at what that reads. */
    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return unanswered ? Mono.empty() : answer();
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return answer();
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
        return answer();
    }

    private @Nullable Account nextAnswer() {
        if (!vector.wired("repo")) {
            throw new TokenStorageException("0", "scripted", "absent", null);
        }
        JsonNode answer = vector.given().path("repo").path("get_by_id").path(reads++);
        Account account = switch (answer.path("outcome").asString("stored")) {
            case "account" -> Vector.account(answer.path("account"));
            case "nil" -> null;
            case "error" -> throw new TokenStorageException("0", "scripted", "get", null);
            default -> row;
        };
        lastRow = account == null ? lastRow : account;
        return account;
    }

    @Nullable
    Account row() {
        return row;
    }

    @Nullable
    Account lastRow() {
        return lastRow;
    }

    @Nullable
    Account claimed() {
        return claimed;
    }

    @Nullable
    Credentials written() {
        return written;
    }
}
