package io.tokenwell.refresh.rotation;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.ProviderHealth;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.report.RotationNews;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What this process has redeemed, or found in escrow, and the table has not taken yet. */
final class UnsavedPairs {

    private final Map<EscrowedRotation, UnsavedPair> pairs = new ConcurrentHashMap<>();

    void add(EscrowedRotation rotation, UnsavedPair pair) {
        pairs.merge(rotation, pair, UnsavedPair::and);
    }

    @Nullable
    UnsavedPair get(EscrowedRotation rotation) {
        return pairs.get(rotation);
    }

    void update(EscrowedRotation rotation, UnaryOperator<UnsavedPair> change) {
        pairs.computeIfPresent(rotation, (same, pair) -> change.apply(pair));
    }

    /**
     * Removes the pair and returns its news: the attempt that removes it reports the end. A later attempt gets news
     * that says that it only found the pair.
     */
    RotationNews remove(EscrowedRotation rotation) {
        UnsavedPair pair = pairs.remove(rotation);
        return pair == null ? new RotationNews.Found() : pair.news();
    }

    boolean holds(EscrowedRotation rotation) {
        return pairs.containsKey(rotation);
    }

    boolean ofAccount(AccountKey key) {
        return pairs.keySet().stream().anyMatch(rotation -> rotation.key().equals(key));
    }

    /** Returns a known account, whose row cannot be read, with what has been redeemed from it since. */
    Account renewed(Account known) {
        return pairs.keySet().stream()
                .filter(rotation -> Rotations.follows(rotation, known))
                .max(Comparator.comparingLong(EscrowedRotation::readVersion))
                .map(rotation -> Rotations.nextOf(rotation.readVersion(), Rotations.renewedBy(rotation, known)))
                .orElse(known);
    }

    ProviderHealth health() {
        return new ProviderHealth(pairs.size(), ids(false).size());
    }

    List<String> ids(boolean shared) {
        return pairs.entrySet().stream()
                .filter(each -> each.getValue().shared() == shared)
                .map(each -> each.getKey().key().accountId())
                .sorted(AccountIds.ORDER)
                .toList();
    }
}
