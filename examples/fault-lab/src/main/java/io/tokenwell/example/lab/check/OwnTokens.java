package io.tokenwell.example.lab.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nobody is answered, and no row holds, what was issued to another account. */
final class OwnTokens implements Invariant {

    @Override
    public String name() {
        return "own-tokens";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        Map<String, Long> owners = history.redemptions().stream()
                .collect(Collectors.toMap(Redemption::family, Redemption::account, (first, same) -> first));
        Stream<Violation> answered = history.calls().stream()
                .filter(call -> call.ending() == Call.Ending.TOKEN)
                .flatMap(call -> foreign(call.account(), call.detail(), owners)
                        .map(told -> "call " + call.id() + " to instance " + call.instance() + " got " + told)
                        .map(told -> new Violation(name(), call.account(), told))
                        .stream());
        Stream<Violation> stored = history.accounts().stream()
                .flatMap(account -> account
                        .refreshToken()
                        .flatMap(token -> foreign(account.account(), token, owners))
                        .map(told -> new Violation(name(), account.account(), "the row holds " + told))
                        .stream());
        return Stream.concat(answered, stored).toList();
    }

    /** {@code token}: its family and ordinal. A family without a redemption is that of a login. */
    private static Optional<String> foreign(long account, String token, Map<String, Long> owners) {
        return Optional.ofNullable(owners.get(token.replaceFirst("-\\d+$", "")))
                .filter(owner -> owner != account)
                .map(owner -> token + " of account " + owner);
    }
}
