package io.tokenwell.tck;

import io.tokenwell.spi.AccountKey;

/** Whose entries a store under test has to keep. */
public interface KeyHooks {

    /** Kind of the ids that the store keeps. */
    default FreshIds ids() {
        return FreshIds.NUMBERS;
    }

    /** An account that no test has had yet. */
    default AccountKey freshKey() {
        return new AccountKey(ids().fresh());
    }
}
