package io.tokenwell.example.cli;

import java.util.Locale;

/** Why a record was not imported. */
enum ImportReason {
    NOT_JSON,
    TOO_LONG,
    NOT_AN_OBJECT,
    ID_INVALID,
    PLATFORM_MISSING,
    PLATFORM_UNKNOWN,
    TYPE_INVALID,
    STATUS_INVALID,
    PROXY_INVALID,
    CREDENTIALS_INVALID,
    TOKENS_MISSING,
    TOKEN_UNUSABLE,
    EXPIRY_UNREADABLE,
    VERSION_INVALID,
    NOT_STORABLE,
    /** The policy is to fail, and there is such an account. */
    ALREADY_THERE,
    /** The row's credentials are newer than the record's. */
    OLDER_THAN_ROW,
    /** The table does not take it; others may be taken. */
    REFUSED_BY_TABLE,
    /** It is stored, but instances may hand out the old token for a while. */
    CACHE_NOT_TOLD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
