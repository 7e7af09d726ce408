package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.TokenCacheContract;
import io.tokenwell.tck.TokenCacheOutageContract;
import java.time.Duration;

/** The contract does not change when nothing plain is read any more. */
class StrictTokenCacheTest implements TokenCacheContract, TokenCacheOutageContract {

    @Override
    public TokenCache cache() {
        return Backend.standalone().stores().withSecretCipher(Ciphers.STRICT).tokenCache();
    }

    @Override
    public TokenCache unreachableCache() {
        return Backend.unreachable().stores().withSecretCipher(Ciphers.STRICT).tokenCache();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.standalone().age(key, "token", time);
    }
}
