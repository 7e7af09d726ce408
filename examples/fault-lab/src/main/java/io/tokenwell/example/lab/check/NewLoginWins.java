package io.tokenwell.example.lab.check;

import java.util.List;

/** After a new login its tokens stay in the row: no pair of an older login overwrites them. */
final class NewLoginWins implements Invariant {

    @Override
    public String name() {
        return "relogin-wins";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        return history.accounts().stream()
                .filter(account -> account.loggedInAnew() && !account.family().equals(account.newestFamily()))
                .map(account -> new Violation(
                        name(),
                        account.account(),
                        "the row is of login " + account.family() + ", the newest is " + account.newestFamily()))
                .toList();
    }
}
