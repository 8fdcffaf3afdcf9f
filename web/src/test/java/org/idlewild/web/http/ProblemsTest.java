package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.idlewild.scheduler.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, 400",
    "UNAUTHENTICATED, 401",
    "FORBIDDEN, 403",
    "NOT_FOUND, 404",
    "CONFLICT, 409",
    "GONE, 410",
    "TOO_LARGE, 413",
    "MISMATCH, 422",
    "BUSY, 503",
    "FULL, 507"
  })
  void aRefusalOfAStageKeepsItsSentence(Refused.Reason reason, int status) {
    Response response = problems.toResponse(new Refused(reason, "Not so."));
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getMediaType()).hasToString("application/problem+json");
    assertThat(response.getEntity()).isEqualTo(Problem.of(status, "Not so."));
  }

  @ParameterizedTest
  @CsvSource({"BUSY, 5", "FULL, 60"})
  void whatMayWorkLaterSaysWhen(Refused.Reason reason, String seconds) {
    Response response = problems.toResponse(new Refused(reason, "Not now."));
    assertThat(response.getHeaderString("Retry-After")).isEqualTo(seconds);
  }

  @Test
  void aWrongOffsetTellsTheRightOne() {
    Response response = problems.toResponse(Refused.wrongOffset(17));
    assertThat(response.getStatus()).isEqualTo(409);
    assertThat(response.getHeaderString("Upload-Offset")).isEqualTo("17");
  }

  @Test
  void aRefusalIsFoundBehindWhatWrapsIt() {
    Throwable wrapped =
        new UncheckedIOException(new IOException(ProblemException.malformed("Line 1: no.")));
    assertThat(problems.toResponse(wrapped).getEntity()).isEqualTo(Problem.of(400, "Line 1: no."));
  }

  @Test
  void theContainersRefusalsAreProblemsToo() {
    assertThat(problems.toResponse(new NotFoundException()).getEntity())
        .isEqualTo(Problem.of(404, "There is nothing at this address."));
    assertThat(problems.toResponse(new NotSupportedException()).getStatus()).isEqualTo(415);
    Response notAllowed =
        problems.toResponse(new NotAllowedException("GET", new String[] {"HEAD"}));
    assertThat(notAllowed.getStatus()).isEqualTo(405);
    assertThat(notAllowed.getHeaderString("Allow")).contains("GET").contains("HEAD");
  }

  @Test
  void theUnexpectedGetsAnIncidentAndShowsNothingElse() {
    Response response = problems.toResponse(new IllegalStateException("password is 1234"));
    assertThat(response.getStatus()).isEqualTo(500);
    assertThat(((Problem) response.getEntity()).detail())
        .contains("incident")
        .doesNotContain("1234")
        .doesNotContain("IllegalState");
  }

  @Test
  void aLostBodyIsTheCallersLoss() {
    assertThat(problems.toResponse(new LostBody(new IOException("closed"))).getStatus())
        .isEqualTo(400);
  }
}
