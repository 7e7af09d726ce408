package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {

    @Test
    void oneThatDoesNotCloseKeepsNoOtherOpen() {
        List<String> closed = new ArrayList<>();
        Opened opened = new Opened();
        opened.and("first", closed::add);
        opened.and("broken", name -> {
            throw new IllegalStateException(name);
        });
        opened.and("broken too", name -> {
            throw new IllegalArgumentException(name);
        });
        opened.and("last", closed::add);

        assertThatThrownBy(opened::close)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(closed).containsExactly("last", "first");
    }
}
