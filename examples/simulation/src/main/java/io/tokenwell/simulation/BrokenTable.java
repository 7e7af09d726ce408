package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table with one guarantee taken out. */
final class BrokenTable extends SimulatedTable {

    private final Mutant mutant;
    private final Set<String> aware = new HashSet<>();
    private @Nullable RefreshClaim holder;

    BrokenTable(World world, long clockOffset, TableEar ear, Mutant mutant) {
        super(world, clockOffset, ear);
        this.mutant = mutant;
    }

    @Override
    @Nullable
    RefreshClaim claim(ClaimRequest request) {
        RefreshClaim claim = super.claim(reusing(request));
        if (claim != null && claim.granted()) {
            holder = claim;
        }
        return claim != null && mutant == Mutant.NO_CLAIM
                ? new RefreshClaim(claim.account(), claim.owner(), new Granted(null))
                : claim;
    }

    private ClaimRequest reusing(ClaimRequest request) {
        return mutant == Mutant.NO_REUSE
                ? new ClaimRequest(
                        request.accountId(),
                        request.owner(),
                        request.timeToLive(),
                        request.grace(),
                        request.triesMarkedAfter())
                : request;
    }

    @Override
    @Nullable
    Account read(long account) {
        RefreshClaim held = holder;
        if (mutant != Mutant.NO_SECOND_LOOK
                || held == null
                || Long.parseLong(held.account().id()) != account) {
            return super.read(account);
        }
        boolean secondLook = held.verdict() instanceof Granted granted && granted.previous() != null;
        return secondLook ? held.account() : super.read(account);
    }

    @Override
    @Nullable
    List<String> unfinished(UnfinishedQuery query) {
        return mutant == Mutant.NO_SWEEP ? List.of() : super.unfinished(query);
    }

    @Override
    Boolean complete(RefreshClaim claim, Credentials redeemed) {
        Account row = find(Long.parseLong(claim.account().id()));
        if (mutant != Mutant.NO_COMPARE_AND_SET || row == null) {
            return super.complete(claim, redeemed);
        }
        CredentialChanges changes = CredentialChanges.between(claim.account().credentials(), redeemed);
        save(row.withCredentials(changes.appliedTo(row.credentials())));
        super.abandon(claim);
        return true;
    }

    @Override
    void told(RefreshClaim claim) {
        super.told(claim);
        aware.add(claim.owner());
    }

    @Override
    @Nullable
    Account abandon(RefreshClaim claim) {
        return mutant == Mutant.HELD_UNAWARES && !aware.contains(claim.owner())
                ? find(Long.parseLong(claim.account().id()))
                : super.abandon(anybodys(claim));
    }

    @Override
    @Nullable
    Account postpone(RefreshClaim claim, Cooldown cooldown) {
        return super.postpone(anybodys(claim), cooldown);
    }

    private RefreshClaim anybodys(RefreshClaim claim) {
        RefreshClaim held = holder;
        boolean same =
                held != null && held.account().id().equals(claim.account().id());
        return mutant == Mutant.NO_OWNER_CHECK && held != null && same ? held : claim;
    }
}
