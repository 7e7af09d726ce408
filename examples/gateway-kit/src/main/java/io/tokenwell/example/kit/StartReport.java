package io.tokenwell.example.kit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator should know once, when a gateway starts: how tokens lie in the stores, and where they go in the clear. */
final class StartReport {

    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    private StartReport() {}

    static void of(GatewaySettings settings) {
        log.info(
                "Encryption is {} (tokenwell.encryption*)",
                settings.encryption().mode().sentence());
        ClearText.warnings(settings).forEach(log::warn);
    }
}
