package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.TokenCacheContract;
import io.tokenwell.tck.TokenCacheOutageContract;
import java.time.Duration;

class EncryptedTokenCacheTest implements TokenCacheContract, TokenCacheOutageContract {

    @Override
    public TokenCache cache() {
        return Backend.standalone().stores().withSecretCipher(Ciphers.CHANGING).tokenCache();
    }

    @Override
    public TokenCache unreachableCache() {
        return Backend.unreachable().stores().withSecretCipher(Ciphers.CHANGING).tokenCache();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.standalone().age(key, "token", time);
    }
}
