package io.tokenwell.example.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.hostile.FrameInputs.Fields;
import io.tokenwell.example.kit.hostile.Input.AtMostOne;
import io.tokenwell.example.kit.hostile.Input.Passed;
import io.tokenwell.example.kit.hostile.UpstreamInputs.Said;
import io.tokenwell.example.kit.suite.RunningGateway;
import io.tokenwell.tck.HostileInputs;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything that a hostile client or upstream may send to one gateway. A gateway proves itself by a class of this kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HostileSuite {

    private final HostileInputs inputs = new HostileInputs(name());
    private HostileSite site;
    private Wire wire;
    private Judge judge;

    /** What the gateway is called in the count. */
    protected abstract String name();

    /** Starts the gateway's own program. */
    protected abstract RunningGateway start(String... options);

    @BeforeAll
    void open() {
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
            Duration patience = input.demand() instanceof Passed ? Wire.LONG : Wire.SHORT;
            Answer answer = wire.answer(input.bytes(), input.asksForHead(), patience);
            judge.judge(input.id(), input.head().contains("/by-header"), input.demand(), answer, site.upstream.taken());
        }));
    }

    @Test
    void frames() {
        FrameInputs.all().forEach(input -> inputs.tried(input.id(), () -> judged(input)));
    }

    private void judged(Fields input) {
        Stream<Map.Entry<String, String>> marked =
                Stream.concat(input.fields().stream(), Stream.of(Map.entry("x-input", input.id())));
        byte[] read = wire.sent(Frames.request(marked.toList()), Wire.SHORT, Frames::isAnswered);
        judge.judge(input.id(), input.names(), input.demand(), Frames.answer(read), site.upstream.taken());
    }

    @Test
    void answersOfTheUpstream() {
        UpstreamInputs.all().forEach(said -> inputs.tried(said.id(), () -> judged(said)));
    }

    private void judged(Said said) {
        String target = "/v1/" + said.id();
        site.upstream.answer(target, said.parts(), said.ends());
        Answer answer = asked(said.id(), target, Wire.SHORT);
        judge.judge(said.id(), false, new AtMostOne(), answer, site.upstream.taken());
        assertThat(answer.text()).doesNotContain("POISON");
        for (String next : new String[] {target + "-next", target + "-second"}) {
            assertThat(asked(said.id() + "-next", next, Wire.LONG).body()).isEqualTo(next);
        }
        site.upstream.taken();
    }

    private Answer asked(String id, String target, Duration patience) {
        return wire.answer(Input.get(id, target, new AtMostOne()).bytes(), false, patience);
    }
}
