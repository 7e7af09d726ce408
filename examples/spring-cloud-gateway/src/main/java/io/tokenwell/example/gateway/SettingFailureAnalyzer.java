package io.tokenwell.example.gateway;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a wrong setting as a sentence in place of a stack trace. Found through META-INF/spring.factories. */
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<SettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SettingException cause) {
        String options =
                cause.names().stream().map(name -> "--" + name + "=...").collect(Collectors.joining(" "));
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Start it with " + options + ", or set that in the environment or in application.yaml.",
                cause);
    }
}
