package org.idlewild.scheduler.access;

import java.util.Optional;
import org.idlewild.scheduler.Refused;

/**
 * Somebody who has shown a token.
 *
 * @param userId the account
 * @param name for people
 * @param role what they may do
 */
public record Caller(long userId, String name, Role role) {

  public boolean isOperator() {
    return role == Role.OPERATOR;
  }

  /** The account that a listing is limited to; empty for an operator, who sees all. */
  public Optional<Long> scope() {
    return isOperator() ? Optional.empty() : Optional.of(userId);
  }

  /** Goes on only for an operator. */
  public void requireOperator() {
    if (!isOperator()) {
      throw new Refused(Refused.Reason.FORBIDDEN, "only an operator may do this");
    }
  }

  /** Goes on only for those who may submit work. */
  public void requireResearcher() {
    if (role == Role.VOLUNTEER) {
      throw new Refused(Refused.Reason.FORBIDDEN, "only a researcher or an operator may do this");
    }
  }

  /** Goes on only for the owner of something, or an operator. */
  public void requireOwner(long owner, String what) {
    if (!isOperator() && owner != userId) {
      throw new Refused(Refused.Reason.FORBIDDEN, what + " belongs to somebody else");
    }
  }
}
