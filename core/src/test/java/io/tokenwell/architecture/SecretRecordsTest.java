package io.tokenwell.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A record prints its components: what is secret must be a {@link io.tokenwell.Secret} in it, never plain text. */
class SecretRecordsTest {

    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(token|secret|password|credential|proxy).*");

    /** An account's proxy may hold a password; the account's own toString leaves it out, see AccountTest. */
    private static final String HIDDEN_BY_ITS_RECORD = "Account.proxy";

    /** Of an answer's format they are places, not tokens. */
    @Test
    void noRecordHoldsASecretAsText() {
        assertThat(records(CoreClasses.shipped())).as("records found").hasSizeGreaterThan(10);
        assertThat(plainSecrets(CoreClasses.shipped()))
                .containsExactlyInAnyOrder(
                        HIDDEN_BY_ITS_RECORD, "TokenAnswerFormat.accessToken", "TokenAnswerFormat.refreshToken");
    }

    @Test
    void plantedOnesAreFound() {
        assertThat(plainSecrets(CoreClasses.planted()))
                .containsExactlyInAnyOrder(
                        "LeakyRecord.accessToken",
                        "LeakyRecord.clientSecret",
                        "LeakyRecord.proxyPassword",
                        "LeakyRecord.proxy");
    }

    private static List<Class<?>> records(JavaClasses classes) {
        return classes.stream()
                .filter(JavaClass::isRecord)
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    }

    private static List<String> plainSecrets(JavaClasses classes) {
        return records(classes).stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(component -> SECRET_NAME.matcher(component.getName()).matches())
                .filter(component -> CharSequence.class.isAssignableFrom(component.getType())
                        || component.getType().isArray())
                .map(SecretRecordsTest::named)
                .toList();
    }

    private static String named(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }
}
