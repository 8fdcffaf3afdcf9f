package org.idlewild.web.boinc;

import org.idlewild.scheduler.status.InstanceView;
import org.idlewild.work.WorkunitError;

/** What BOINC calls states and errors. */
final class InstanceWords {
  private InstanceWords() {}

  static String of(InstanceView instance) {
    return switch (instance.serverState()) {
      case INACTIVE -> "Inactive";
      case UNSENT -> "Unsent";
      case IN_PROGRESS -> "In progress";
      case OVER -> over(instance);
    };
  }

  private static String over(InstanceView instance) {
    return switch (instance.outcome()) {
      case SUCCESS -> success(instance);
      case COULDNT_SEND -> "Couldn't send";
      case CLIENT_ERROR -> "Error while computing";
      case NO_REPLY -> "Timed out - no response";
      case DIDNT_NEED -> "Didn't need";
      case VALIDATE_ERROR -> "Validate error";
      case CLIENT_DETACHED -> "Abandoned";
      case INIT -> "Unknown";
    };
  }

  private static String success(InstanceView instance) {
    return switch (instance.validateState()) {
      case INIT -> "Completed, waiting for validation";
      case VALID -> "Completed and validated";
      case INVALID -> "Completed, marked as invalid";
      case NO_CHECK -> "Completed, can't validate";
      case INCONCLUSIVE -> "Completed, validation inconclusive";
      case TOO_LATE -> "Completed, too late to validate";
    };
  }

  static String of(WorkunitError error) {
    return switch (error) {
      case COULDNT_SEND -> "couldnt_send_result";
      case TOO_MANY_ERROR -> "too_many_error_results";
      case TOO_MANY_SUCCESS -> "too_many_success_results";
      case TOO_MANY_TOTAL -> "too_many_total_results";
      case CANCELLED -> "cancelled";
      case NO_CANONICAL -> "no_canonical_result";
    };
  }

  static long bit(WorkunitError error) {
    return switch (error) {
      case COULDNT_SEND -> 1;
      case TOO_MANY_ERROR -> 2;
      case TOO_MANY_SUCCESS -> 4;
      case TOO_MANY_TOTAL -> 8;
      case CANCELLED -> 16;
      case NO_CANONICAL -> 32;
    };
  }
}
