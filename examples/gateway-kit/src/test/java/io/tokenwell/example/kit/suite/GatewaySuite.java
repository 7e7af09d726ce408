package io.tokenwell.example.kit.suite;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** All contracts on one site, which starts once. A gateway proves itself by a class of this kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GatewaySuite
        implements HeadersContract,
                HeaderFormsContract,
                PathsContract,
                MethodsContract,
                OddRequestsContract,
                BoundariesContract,
                StreamingContract,
                ProblemsContract,
                OutageContract,
                RejectedTokenContract,
                PassedOnContract,
                OneAnswerContract,
                CancellationContract,
                PressureContract,
                MetersContract,
                EncryptionContract,
                LimitsContract,
                SlowContract,
                ReplayTotalContract,
                FleetContract {

    private Site site;

    /** Starts the gateway's own program. */
    protected abstract RunningGateway start(String... options);

    @BeforeAll
    void open() {
        site = new Site(this::start);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Override
    public final Site site() {
        return site;
    }
}
