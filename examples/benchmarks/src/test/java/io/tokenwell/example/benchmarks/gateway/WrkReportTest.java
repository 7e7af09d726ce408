package io.tokenwell.example.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outputs are recorded ones of wrk 4.1.0. */
class WrkReportTest {

    private static final String FINE = """
            Running 2s test @ http://127.0.0.1:36213/with/v1/models
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency    13.29ms    6.05ms  73.61ms   84.37%
                Req/Sec     2.47k   403.33     3.02k    75.00%
              Latency Distribution
                 50%  875.00us
                 75%   15.21ms
                 90%   19.52ms
                 99%    1.02s
              4919 requests in 2.00s, 1.05MB read
            Requests/sec:   2456.70
            Transfer/sec:    537.40KB
            """;

    private static final String WITH_ERRORS = """
            Running 2s test @ http://127.0.0.1:36213/nowhere
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.91ms  614.67us  12.30ms   85.66%
                Req/Sec    16.90k     1.23k   18.91k    70.00%
              Latency Distribution
                 50%    1.80ms
                 75%    2.10ms
                 90%    2.50ms
                 99%    4.00ms
              33796 requests in 2.01s, 5.03MB read
              Socket errors: connect 0, read 3, write 0, timeout 4
              Non-2xx or 3xx responses: 33790
            Requests/sec:  16823.11
            Transfer/sec:      2.50MB
            """;

    @Test
    void rateAndPercentilesAreReadInAnyUnit() {
        assertThat(WrkReport.of(FINE)).isEqualTo(new WrkReport(4919, 2456.70, 0.875, 1020, 0));
    }

    @Test
    void refusalsAndBrokenConnectionsAreFailures() {
        assertThat(WrkReport.of(WITH_ERRORS)).isEqualTo(new WrkReport(33_796, 16823.11, 1.8, 4, 33_797));
    }

    @Test
    void whatIsNoReportIsRepeated() {
        assertThatThrownBy(() -> WrkReport.of("unable to connect to 127.0.0.1:1 Connection refused"))
                .hasMessageContaining("unable to connect");
    }

    @Test
    void withoutTheProgramItsPackageIsNamed(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Wrk.require(folder + ":/nowhere")).hasMessageContaining("package \"wrk\"");
        Files.createFile(
                folder.resolve("wrk"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Wrk.require("/nowhere:" + folder);
    }
}
