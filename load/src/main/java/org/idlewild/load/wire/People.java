package org.idlewild.load.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.Json;

/** Makes users, by the operator's interface. */
public final class People {
  private final Api operator;

  /** Asks in the operator's name. */
  public People(Api operator) {
    this.operator = operator;
  }

  /** The token of a new user. */
  public String user(String name, String role) {
    ObjectNode request = Json.object().put("name", name).put("role", role);
    return operator.post("/users", request).path("token").asText();
  }

  /** The key by which BOINC's clients attach to a user's account. */
  public String accountKey(String user) {
    ObjectNode request = Json.object().put("user", user);
    return operator.post("/account-keys", request).path("accountKey").asText();
  }
}
