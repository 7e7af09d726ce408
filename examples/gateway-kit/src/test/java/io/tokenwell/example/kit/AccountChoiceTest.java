package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountChoiceTest {

    @Test
    void aRouteNeedsExactlyOneWayToChooseItsAccount() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice(null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice(1L, "X-Account"));
    }

    @Test
    void aFixedAccountAsksNoHeader() throws AccountHeaderException {
        assertThat(AccountChoice.fixed(7).accountOf(name -> List.of("42"))).isEqualTo(7);
    }

    @Test
    void aHeaderHasToNameOneAccount() throws AccountHeaderException {
        AccountChoice named = AccountChoice.namedBy("X-Account");

        assertThat(named.accountOf(name -> List.of(name.equals("X-Account") ? "42" : "no")))
                .isEqualTo(42);
        assertThatExceptionOfType(AccountHeaderException.class)
                .isThrownBy(() -> named.accountOf(name -> null))
                .withMessage("X-Account must hold the id of one account, for example 1");
        assertThatExceptionOfType(AccountHeaderException.class)
                .isThrownBy(() -> named.accountOf(name -> List.of("1", "2")));
    }
}
