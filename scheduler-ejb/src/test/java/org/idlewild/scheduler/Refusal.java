package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects a request to be refused for a reason, in a sentence. */
public final class Refusal {
  private Refusal() {}

  public static Refused assertRefused(Refused.Reason reason, ThrowingCallable request) {
    Refused refused = catchThrowableOfType(Refused.class, request);
    assertThat(refused).as("a refusal").isNotNull();
    assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
    assertThat(refused.getMessage()).hasSizeBetween(10, 300).doesNotContain("\n");
    return refused;
  }
}
