package org.idlewild.web.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The container's own errors, such as an address that no resource has, in the same form as ours.
 */
public class ProblemPage extends HttpServlet {
  private static final JsonText JSON = JsonText.strict();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer given ? given : 404;
    String detail = Problems.sentence(code).orElse("The server failed.");
    byte[] body = JSON.text(Problem.of(code, detail)).getBytes(StandardCharsets.UTF_8);
    response.setStatus(code);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(body);
    }
  }
}
