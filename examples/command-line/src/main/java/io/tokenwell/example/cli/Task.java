package io.tokenwell.example.cli;

import picocli.CommandLine.Mixin;
import reactor.core.publisher.Mono;

/** One command. Its work begins when it is subscribed to, and ends with an exit code. */
abstract class Task {

    @Mixin
    private CommonOptions common = new CommonOptions();

    CommonOptions common() {
        return common;
    }

    abstract Mono<Integer> work(Session session, Console console);
}
