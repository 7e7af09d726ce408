package io.tokenwell.example.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Writes down who comes with a refresh token, before the server's own filters, so that nobody is missed. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefreshRequests extends OncePerRequestFilter {

    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /**
     * A request.
     *
     * @param refreshToken what was to be redeemed
     * @param basic whether the client came in a header
     * @param status the answer
     */
    record Seen(String refreshToken, boolean basic, int status) {

        @Override
        public String toString() {
            return (basic ? "BASIC " : "POST ") + status;
        }
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            String token = request.getParameter("refresh_token");
            if (token != null) {
                seen.add(new Seen(token, request.getHeader("Authorization") != null, response.getStatus()));
            }
        }
    }
}
