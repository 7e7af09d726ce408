package io.tokenwell.example.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Demand;
import io.tokenwell.example.kit.hostile.Input.Passed;
import io.tokenwell.example.kit.hostile.Input.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what is wrong with what an input has led to.
 *
 * @param host of the upstream
 * @param fixedToken of the route whose account is fixed
 * @param namedToken of the account that inputs name
 * @param known all inputs so far, by their markers
 */
record Judge(String host, String fixedToken, String namedToken, Set<String> known) {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    Judge(String host, String fixedToken, String namedToken) {
        this(host, fixedToken, namedToken, ConcurrentHashMap.newKeySet());
    }

    /** What the inputs tell themselves apart by. */
    void expects(String id) {
        known.add(id);
    }

    /** What must never be, whatever was sent. */
    void judge(Answer answer, List<Arrived> arrived) {
        arrived.forEach(this::taken);
        answered(answer);
    }

    void judge(String id, boolean named, Demand demand, Answer answer, List<Arrived> arrived) {
        judge(answer, arrived);
        List<Arrived> own = arrived.stream()
                .filter(each -> each.all(Input.MARKER).contains(id))
                .toList();
        assertThat(own)
                .allSatisfy(each -> assertThat(each.all("Authorization"))
                        .containsExactly("Bearer " + (named ? namedToken : fixedToken)));
        assertThat(own).as("requests of one input").hasSizeLessThan(2);
        if (demand instanceof Refused) {
            assertThat(own).as("requests of what is to be refused").isEmpty();
            assertThat(answer.status()).as("refusal").matches(status -> status == Answer.NONE || status >= 400);
        } else if (demand instanceof Passed passed) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(own).hasSize(1);
            assertThat(own.get(0).target()).isEqualTo(passed.target());
        } else {
            assertThat(demand).isInstanceOf(AtMostOne.class);
        }
    }

    private void taken(Arrived request) {
        assertThat(request.complaint())
                .as("as a strict upstream reads it: %s", request)
                .isIn(null, Arrived.CUT);
        assertThat(METHODS).contains(request.method());
        assertThat(request.target()).as("target").startsWith("/v1/").doesNotContain("smuggled");
        assertThat(leaves(request.target()))
                .as("leaves its prefix: %s", request.target())
                .isFalse();
        assertThat(request.all("Host")).containsExactly(host);
        assertThat(request.headers()).as("what only proxies may say").noneMatch(header -> header.contains("evil.test"));
        List<String> markers = request.all(Input.MARKER);
        assertThat(known).as("a request that nobody sent: %s", request).containsAll(markers);
        assertThat(markers).as("a request that nobody sent: %s", request).isNotEmpty();
        assertThat(request.all("Authorization")).hasSize(1).allMatch(each -> each.startsWith("Bearer demo-at-"));
    }

    /** In anybody's reading: decoded once more than it was encoded, with parameters and backslashes. */
    private static boolean leaves(String target) {
        String path = target.replaceFirst("\\?.*", "");
        for (int times = 0; times < 3; times++) {
            if (Arrays.stream(path.replace('\\', '/').split("/"))
                    .map(segment -> segment.replaceFirst(";.*", ""))
                    .anyMatch(segment -> segment.equals("..") || segment.equals("."))) {
                return true;
            }
            path = decoded(path);
        }
        return false;
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException broken) {
            return path;
        }
    }

    private void answered(Answer answer) {
        int status = answer.status();
        assertThat(status == Answer.NONE || (status >= 200 && status < 1_000 && status != 500))
                .as("an answer that is none, or a fault of the gateway's own: %s", Objects.toString(status))
                .isTrue();
        assertThat(answer.text()).doesNotContain(fixedToken, namedToken);
    }
}
