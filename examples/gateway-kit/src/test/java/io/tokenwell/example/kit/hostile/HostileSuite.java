package io.tokenwell.example.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.hostile.FrameInputs.Fields;
import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Passed;
import io.tokenwell.example.kit.hostile.UpstreamInputs.Said;
import io.tokenwell.example.kit.suite.RunningGateway;
import io.tokenwell.tck.HostileInputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything that a hostile client or upstream may send to one gateway. A gateway proves itself by a class of this kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HostileSuite {

    private HostileInputs inputs;
    private HostileSite site;
    private Wire wire;
    private Judge judge;

    /** What the gateway is called in the count. */
    protected abstract String name();

    /** Starts the gateway's own program. */
    protected abstract RunningGateway start(String... options);

    @BeforeAll
    void open() {
        inputs = new HostileInputs(name());
        site = new HostileSite(this::start);
        wire = new Wire(site.port());
        judge = new Judge(site.upstream.host(), token("/v1/first"), token("/by-header/v1/first"));
    }

    private String token(String target) {
        Input plain = Input.get("first", target, new Passed("/v1/first"), "X-Account: 1");
        wire.answer(plain.bytes(), false, Wire.LONG);
        String authorization = site.upstream.taken().get(0).all("Authorization").get(0);
        return authorization.substring("Bearer ".length());
    }

    @AfterAll
    void end() {
        site.close();
        inputs.end();
    }

    @Test
    void framing() {
        tried(FramingInputs.all());
    }

    @Test
    void paths() {
        tried(PathInputs.all());
    }

    @Test
    void lines() {
        tried(LineInputs.all());
    }

    @Test
    void headers() {
        tried(HeaderInputs.all());
    }

    private void tried(Stream<Input> all) {
        all.forEach(input -> inputs.tried(input.id(), () -> {
            judge.expects(input.id());
            Duration patience = input.demand() instanceof Passed ? Wire.LONG : Wire.SHORT;
            Answer answer = wire.answer(input.bytes(), input.asksForHead(), patience);
            judge.judge(
                    input.id(),
                    input.head().contains("/by-header"),
                    input.demand(),
                    answer,
                    notWholeIfBroken(input, site.upstream.taken()));
        }));
    }

    /** A body that was no proper one must not have become one on its way. */
    private static List<Arrived> notWholeIfBroken(Input input, List<Arrived> arrived) {
        if (input.id().matches("(size|end)\\d+") && input.isBroken()) {
            assertThat(arrived).allSatisfy(each -> assertThat(each.complaint()).isEqualTo(Arrived.CUT));
        }
        return arrived;
    }

    @Test
    void frames() {
        FrameInputs.all().forEach(input -> inputs.tried(input.id(), () -> judged(input)));
    }

    private void judged(Fields input) {
        judge.expects(input.id());
        Stream<Map.Entry<String, String>> marked =
                Stream.concat(input.fields().stream(), Stream.of(Map.entry("x-input", input.id())));
        byte[] read = wire.sent(Frames.request(marked.toList()), Wire.SHORT, Frames::isAnswered);
        judge.judge(input.id(), input.names(), input.demand(), Frames.answer(read), site.upstream.taken());
    }

    @Test
    void answersOfTheUpstream() {
        UpstreamInputs.all().forEach(said -> inputs.tried(said.id(), () -> judged(said)));
    }

    /** With an account of their own: a 401 has its token replaced. */
    private void judged(Said said) {
        judge.expects(said.id());
        String target = "/v1/" + said.id();
        site.upstream.answer(target, said.parts(), said.ends());
        Answer answer = asked(said.id(), target, Wire.SHORT);
        judge.judge(answer, site.upstream.taken());
        assertThat(answer.text()).doesNotContain("POISON");
        othersGetTheirOwn(said.id(), target);
        judge.judge(answer, site.upstream.taken());
    }

    /** An upstream that closes without a word may cost the next request its answer, but never gives it another's. */
    private void othersGetTheirOwn(String id, String target) {
        int own = 0;
        for (int next = 0; next < 4 && own < 2; next++) {
            Answer answer = asked(id, target + "-next" + next, Wire.LONG);
            assertThat(answer.status()).isIn(200, 502);
            if (answer.status() == 200) {
                assertThat(answer.body()).isEqualTo(target + "-next" + next);
                own++;
            }
        }
        assertThat(own).isEqualTo(2);
    }

    private Answer asked(String id, String target, Duration patience) {
        Input input = Input.get(id, "/by-header" + target, new AtMostOne(), "X-Account: 2");
        return wire.answer(input.bytes(), false, patience);
    }
}
