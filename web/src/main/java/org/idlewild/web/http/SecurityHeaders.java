package org.idlewild.web.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Puts the headers on every answer that keep a browser from doing more than the console needs. */
public class SecurityHeaders extends HttpFilter {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";
  private static final List<String> PRIVATE = List.of("/api/", "/scheduler", "/metrics", "/health");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (isPrivate(request.getRequestURI())) {
      response.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(request, response);
  }

  /** What only a token opens must not stay in a cache; the console's pages may. */
  static boolean isPrivate(String path) {
    return PRIVATE.stream().anyMatch(path::startsWith);
  }
}
