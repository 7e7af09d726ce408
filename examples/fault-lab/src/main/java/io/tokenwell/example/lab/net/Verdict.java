package io.tokenwell.example.lab.net;

/** What the token endpoint made of a refresh token. */
public enum Verdict {
    /** It was spent and a new pair was issued. */
    ROTATED,
    /** It had been spent before: its family is revoked. */
    REUSED,
    /** It had not been spent, but its family was revoked. */
    REVOKED,
    /** It was never issued here. */
    FOREIGN,
    /** A fault kept the endpoint from looking at it: it is worth what it was worth before. */
    TURNED_AWAY
}
