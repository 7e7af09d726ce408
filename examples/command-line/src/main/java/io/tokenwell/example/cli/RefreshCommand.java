package io.tokenwell.example.cli;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.CloseReport;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code tokenwell refresh}. */
@Command(
        name = "refresh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Refreshes accounts, due or not, as an instance would whose token was rejected: with lock, claim, escrow and all.",
            "Asked for again and again, a token that is not due has to wait. Prints what came of it, never a token."
        })
final class RefreshCommand extends Task {

    private static final int AT_ONCE = 16;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "accounts")
    private List<String> ids = List.of();

    @Option(names = "--if-due", description = "only those whose refresh is due")
    private boolean ifDue;

    /** What came of one account. */
    private record Outcome(
            String id,
            String result,
            @Nullable Account row,
            @Nullable String reason,
            boolean retryable,
            boolean unreachable) {

        static Outcome of(String id, AccessTokenException failure) {
            return new Outcome(
                    id,
                    "failed",
                    null,
                    String.valueOf(failure.getMessage()),
                    failure.retryable(),
                    failure instanceof TokenStorageException
                            || (failure instanceof TokenEndpointException endpoint && endpoint.status() == 0));
        }

        boolean failed() {
            return reason != null;
        }

        List<String> cells() {
            return List.of(
                    id,
                    result,
                    row == null ? "-" : Long.toString(row.credentials().tokenVersion()),
                    row == null ? "-" : Table.cell(row.credentials().expiresAt().orElse(null)),
                    Table.cell(reason));
        }

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = Json.object();
            json.put("id", id);
            json.put("result", result);
            json.put("version", row == null ? null : row.credentials().tokenVersion());
            json.put(
                    "expires_at",
                    row == null ? null : Json.text(row.credentials().expiresAt().orElse(null)));
            json.put("reason", reason);
            json.put("retryable", failed() ? retryable : null);
            return json;
        }
    }

    @Override
    Mono<Integer> work(Session session, Console console) {
        session.settings().endpoint();
        GivenIds.check(session, ids);
        LastWord lastWord = new LastWord(session);
        return session.provider()
                .doOnNext(provider -> lastWord.listen())
                .map(provider -> ifDue ? ForcedRefresh.ifDue(provider) : ForcedRefresh.always(provider))
                .flatMapMany(refresh -> Flux.fromIterable(ids)
                        .distinct()
                        .flatMapSequential(id -> outcome(session.accounts(), refresh, id), AT_ONCE))
                .collectList()
                .zipWhen(outcomes -> session.settled().doOnTerminate(lastWord::leave))
                .publishOn(Schedulers.boundedElastic())
                .map(done -> printed(done.getT1(), done.getT2(), console));
    }

    private static Mono<Outcome> outcome(R2dbcAccountRepository accounts, ForcedRefresh refresh, String id) {
        return accounts.findById(id)
                .flatMap(before -> refresh.refreshed(before).then(after(accounts, before)))
                .onErrorResume(AccessTokenException.class, failure -> Mono.just(Outcome.of(id, failure)))
                .switchIfEmpty(Mono.just(new Outcome(id, "failed", null, "there is no such account", false, false)));
    }

    private static Mono<Outcome> after(R2dbcAccountRepository accounts, Account before) {
        return accounts.findById(before.id()).map(row -> {
            boolean newer =
                    row.credentials().tokenVersion() > before.credentials().tokenVersion();
            return new Outcome(before.id(), newer ? "refreshed" : "not-due", row, null, false, false);
        });
    }

    private int printed(List<Outcome> outcomes, CloseReport left, Console console) {
        if (common().json()) {
            Map<String, @Nullable Object> json = Json.object();
            json.put("accounts", outcomes.stream().map(Outcome::json).toList());
            json.put("in_escrow", left.inEscrow());
            json.put("lost", left.lost());
            json.put("awaited", left.awaited());
            console.out().println(Json.document(json));
        } else {
            Table table = new Table("ID", "RESULT", "VERSION", "EXPIRES", "REASON");
            List<List<String>> rows = new ArrayList<>();
            outcomes.forEach(outcome -> rows.add(outcome.cells()));
            table.lines(rows).forEach(console.out()::println);
        }
        if (!left.clean()) {
            console.say("not stored yet: in escrow " + left.inEscrow() + ", lost " + left.lost() + ", under way "
                    + left.awaited());
        }
        if (outcomes.stream().anyMatch(Outcome::unreachable)) {
            return ExitCode.UNREACHABLE;
        }
        boolean failed = !left.clean() || outcomes.stream().anyMatch(Outcome::failed);
        return failed ? ExitCode.SOME_FAILED : ExitCode.OK;
    }
}
