package io.tokenwell.example.kit;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import java.util.Locale;
import java.util.stream.Stream;

/** What a client is told, by the type of the error. */
enum TokenProblem {
    ACCOUNT_NOT_FOUND(AccountNotFoundException.class, "No such account", "No account has this id."),
    ACCOUNT_UNUSABLE(InvalidAccountException.class, "The account has no token", "The account holds no usable token."),
    LOGIN_REQUIRED(
            ReauthorizationRequiredException.class,
            "A new login is needed",
            "Somebody has to log the account in anew."),
    TOKEN_ENDPOINT(TokenEndpointException.class, "No new token", "The authorization server gave no usable answer."),
    REFRESH_PENDING(
            TokenRefreshPendingException.class, "Token being refreshed", "The account's next token is not there yet."),
    TOKEN_STORAGE(TokenStorageException.class, "Token store unavailable", "A store of tokens does not answer.");

    private final Class<? extends AccessTokenException> type;
    private final String title;
    private final String detail;

    TokenProblem(Class<? extends AccessTokenException> type, String title, String detail) {
        this.type = type;
        this.title = title;
        this.detail = detail;
    }

    static TokenProblem of(AccessTokenException failure) {
        return Stream.of(values())
                .filter(problem -> problem.type.isInstance(failure))
                .findFirst()
                .orElseThrow();
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String detail() {
        return detail + " The request was not forwarded.";
    }
}
