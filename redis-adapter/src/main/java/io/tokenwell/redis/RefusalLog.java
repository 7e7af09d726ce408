package io.tokenwell.redis;

import io.tokenwell.AccountIds;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.Seldom;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once a minute that entries are refused: another program writes plain tokens, or alters entries. */
final class RefusalLog {

    private static final Logger log = LoggerFactory.getLogger(RedisTokenCache.class);
    private static final String EVERYBODY = "everybody";

    private final Seldom seldom = new Seldom(System::nanoTime);

    void refused(AccountKey key, RefusedSecretException reason) {
        OptionalLong leftOut = seldom.due(EVERYBODY);
        if (leftOut.isPresent()) {
            log.warn(
                    "Cached token refused, treated as a miss; see who else writes to this Redis{}: account_id={} error={}",
                    Seldom.words(leftOut.getAsLong()),
                    AccountIds.encoded(key.accountId()),
                    reason.getMessage());
        } else {
            log.debug(
                    "Cached token refused: account_id={} error={}",
                    AccountIds.encoded(key.accountId()),
                    reason.getMessage());
        }
    }
}
