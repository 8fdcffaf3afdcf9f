package org.idlewild.scheduler.access;

/** A new account and its token, which is shown this once. */
public record NewUser(long id, String name, Role role, String token) {
  @Override
  public String toString() {
    return "NewUser[" + id + ", " + name + ", " + role + "]";
  }
}
