package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;

/**
 * Redis keys of one kind.
 *
 * @param prefix what all keys begin with
 * @param kind what is stored under them
 */
record AccountKeys(String prefix, String kind) {

    String of(AccountKey key) {
        return prefix + ":{" + key.value() + "}:" + kind;
    }
}
