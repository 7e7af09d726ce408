package io.tokenwell.example.gateway;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a missing setting into one sentence in place of a stack trace. Found through META-INF/spring.factories. */
final class MissingSettingAnalyzer extends AbstractFailureAnalyzer<MissingSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingSettingException cause) {
        String names = String.join(", ", cause.names());
        String options =
                cause.names().stream().map(name -> "--" + name + "=...").collect(Collectors.joining(" "));
        return new FailureAnalysis(
                "The gateway needs " + names + ", and the demo does not stand in for it.",
                "Start it with " + options + ", or in the environment or application.yaml.",
                cause);
    }
}
