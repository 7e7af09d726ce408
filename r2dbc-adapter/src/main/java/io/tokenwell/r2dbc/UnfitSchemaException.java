package io.tokenwell.r2dbc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Error of a start that would refresh no token. The message has a sentence for each finding, which says what to do.
 *
 * @since 0.1
 */
public final class UnfitSchemaException extends RuntimeException {

    private final transient List<SchemaFinding> findings;

    UnfitSchemaException(List<SchemaFinding> findings) {
        super(findings.stream()
                .map(finding -> finding.sentence())
                .collect(Collectors.joining("\n  ", "No token can be refreshed:\n  ", "")));
        this.findings = List.copyOf(findings);
    }

    /**
     * Returns what prevents refreshes.
     *
     * @return the findings, at least one
     */
    public List<SchemaFinding> findings() {
        return findings;
    }
}
