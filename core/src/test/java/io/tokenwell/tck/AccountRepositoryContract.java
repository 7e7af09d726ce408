package io.tokenwell.tck;

/** Whole contract of {@link io.tokenwell.spi.AccountRepository} but for outages. */
public interface AccountRepositoryContract
        extends AccountReadingContract,
                RefreshClaimContract,
                PostponedClaimContract,
                CoolingDownContract,
                UnfinishedAttemptContract,
                UnfinishedAccountsContract,
                ReauthorizationMarkContract,
                ReinstatedMarkContract,
                OldMarkContract,
                FailureStreakContract,
                ReuseWindowContract,
                RefreshCompletionContract,
                CompletionEditsContract {}
