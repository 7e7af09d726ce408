package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.SettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** A setting of ours that is no number, time or address: one sentence too, which does not repeat what was set. */
@Order(0) // before Spring Boot's own
final class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("tokenwell");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (!OURS.equals(cause.getName()) && !OURS.isAncestorOf(cause.getName())) {
            return null;
        }
        SettingException wrong = SettingException.wrong(
                cause.getName().toString(),
                "is not understood as "
                        + cause.getTarget().getType().resolve(Object.class).getSimpleName());
        return new FailureAnalysis(String.valueOf(wrong.getMessage()), wrong.advice(), cause);
    }
}
