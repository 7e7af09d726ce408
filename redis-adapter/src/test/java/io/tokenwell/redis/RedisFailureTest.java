package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.tokenwell.spi.AccountKey;
import java.util.concurrent.CompletionException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

class RedisFailureTest {

    private static final AccountKey KEY = new AccountKey(42);

    @Test
    void theDriversErrorIsTheCause() {
        Throwable cause = new RedisCommandTimeoutException("timed out");
        assertThat(RedisFailure.at("cache.get", KEY).apply(cause))
                .hasCause(cause)
                .hasMessage("account 42: redis failed at cache.get (RedisCommandTimeoutException)");
    }

    /** As Lettuce answers where no connection to a node of a cluster could be made. */
    @Test
    void whatAFutureWrappedIsTheCause() {
        Throwable cause = new RedisConnectionException("not connected");
        assertThat(RedisFailure.at("cache.put", KEY).apply(new CompletionException(cause)))
                .hasCause(cause)
                .hasMessage("account 42: redis failed at cache.put (RedisConnectionException)");
    }

    @Test
    void argumentsThatAServerRepeatsAreLeftOut() {
        Throwable refusal = new RedisCommandExecutionException(
                "ERR unknown command 'EVALSHA', with args beginning with: 'abc' '1' 'key' '60000' '1||planted-secret' ");
        Throwable error = RedisFailure.at("cache.put", KEY).apply(refusal);
        assertThat(error.getCause())
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("unknown command 'EVALSHA'")
                .hasMessageNotContaining("planted-secret");
    }

    @Test
    void alsoOfOneThatWasWrapped() {
        Throwable refusal = new RedisCommandExecutionException(
                "ERR unknown command 'AUTH', with args beginning with: 'planted-secret' ");
        Throwable error = RedisFailure.at("cache.get", KEY)
                .apply(new RedisConnectionException("not connected", new RedisConnectionException("there", refusal)));
        assertThat(error).hasStackTraceContaining("unknown command 'AUTH', (arguments left out)");
        assertThat(Throwables.getStackTrace(error)).doesNotContain("planted-secret");
    }

    /** As of a cluster, none of whose nodes could be asked. */
    @Test
    void alsoOfThoseThatWereSuppressed() {
        Throwable noneOfThem = new RedisConnectionException("no node can be asked");
        noneOfThem.addSuppressed(new RedisConnectionException(
                "the first",
                new RedisCommandExecutionException(
                        "ERR unknown command 'AUTH', with args beginning with: 'planted-secret' ")));
        Throwable error = RedisFailure.at("cache.get", KEY).apply(new RedisConnectionException("none", noneOfThem));
        assertThat(error).hasStackTraceContaining("unknown command 'AUTH', (arguments left out)");
        assertThat(Throwables.getStackTrace(error)).doesNotContain("planted-secret");
    }
}
