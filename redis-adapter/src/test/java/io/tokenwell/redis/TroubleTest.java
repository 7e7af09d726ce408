package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is equal is said once, what is not is said; and what it says of itself is fit for a log. */
class TroubleTest {

    private static Throwable away(int port) {
        return wrapped(new ConnectException("Connection refused: /127.0.0.1:" + port), port);
    }

    private static Throwable refused(String answer) {
        return wrapped(new RedisCommandExecutionException(answer), 1);
    }

    private static Throwable wrapped(Throwable cause, int port) {
        return new RedisConnectionException("Unable to connect to 127.0.0.1/<unresolved>:" + port, cause);
    }

    private static String kind(Throwable failure) {
        return Trouble.of(failure).kind();
    }

    private static String text(Throwable failure) {
        return Trouble.of(failure).text();
    }

    @Test
    void theSameTroubleIsOfOneKindWhateverItsDetails() {
        assertThat(kind(away(1))).isEqualTo(kind(away(22))).isEqualTo(kind(new CompletionException(away(3))));
        assertThat(kind(refused("ERR no such user 'one'"))).isEqualTo(kind(refused("ERR no such user 'two'")));
    }

    @Test
    void eachOtherTroubleIsOfItsOwn() {
        Stream<Throwable> troubles = Stream.of(
                away(1),
                wrapped(new ConnectException("finishConnect(..) failed with error(-111): Connection refused"), 1),
                wrapped(new ConnectException("finishConnect(..) failed with error(-104): Connection reset by peer"), 1),
                refused("WRONGPASS invalid username-password pair or user is disabled."),
                refused("NOAUTH HELLO must be called with the client already authenticated"),
                refused("NOPERM this user has no permissions to run the 'client|tracking' command"),
                refused("ERR max number of clients reached"),
                refused("ERR unknown command 'HELLO'"));
        assertThat(troubles.map(TroubleTest::kind)).doesNotHaveDuplicates().hasSize(8);
    }

    @Test
    void theReasonIsToldAndWhereItCameUp() {
        assertThat(text(new CompletionException(away(1))))
                .isEqualTo("java.net.ConnectException: Connection refused: /127.0.0.1:1; "
                        + "io.lettuce.core.RedisConnectionException: Unable to connect to 127.0.0.1/<unresolved>:1");
    }

    @Test
    void whatEachNodeOfAClusterSaysCounts() {
        Throwable mixed = cluster(away(1), refused("WRONGPASS no"));
        assertThat(text(mixed)).contains("WRONGPASS no", "Connection refused");
        assertThat(kind(cluster(refused("WRONGPASS no"), away(2)))).isEqualTo(kind(mixed));
        assertThat(kind(cluster(refused("WRONGPASS no"), refused("WRONGPASS no"))))
                .isNotEqualTo(kind(mixed));
    }

    /** It names all its nodes. */
    private static Throwable cluster(Throwable... nodes) {
        String many = "Cannot retrieve partitions from [" + "10.0.0.1, ".repeat(200) + "]";
        RedisConnectionException failure = new RedisConnectionException(many);
        List.of(nodes).forEach(failure::addSuppressed);
        return failure;
    }

    @Test
    void aLineIsOneAndRepeatsNoArguments() {
        assertThat(text(refused("ERR unknown command 'AUTH', with args beginning with: 'planted-secret' ")))
                .contains("unknown command 'AUTH', (arguments left out)")
                .doesNotContain("planted-secret");
        assertThat(text(refused("DENIED\r\nforged\u001b[2J")))
                .contains("DENIED forged")
                .doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void causesThatGoInCirclesEnd() {
        Throwable outer = new IllegalStateException("outer");
        outer.addSuppressed(new IllegalStateException("inner", outer));
        assertThat(text(outer)).contains("outer");
    }
}
