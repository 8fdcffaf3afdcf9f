package org.idlewild.web.boinc;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;

/**
 * A request of BOINC's tools for remote submission.
 *
 * @param name what is asked for
 * @param caller whose batches it is about; empty only where nobody needs to be known
 * @param body the request
 */
record RemoteCall(String name, Optional<Caller> caller, Element body) {
  private static final String PING = "ping";
  private static final Pattern ROOT =
      Pattern.compile("\\s*(?:<\\?xml[^>]{0,200}\\?>\\s*)?<([a-z_0-9]{1,40})[\\s/>]");
  private static final Pattern KEY =
      Pattern.compile("<authenticator>\\s*([^<\\s]{1,200})\\s*</authenticator>");

  /**
   * Reads a request. Strangers' texts are not looked into further than for their authenticator,
   * because they may be long.
   *
   * @param accounts who has an authenticator
   */
  static RemoteCall of(String text, Function<String, Optional<Caller>> accounts) throws BadMarkup {
    String name = name(text);
    if (name.equals(PING)) {
      return new RemoteCall(name, Optional.empty(), Markup.read("<ping></ping>", PING));
    }
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw new BadMarkup("An <authenticator> was expected: a researcher's API token.");
    }
    Caller caller =
        accounts
            .apply(key.group(1))
            .orElseThrow(() -> new BadMarkup("The authenticator is no researcher's API token."));
    return new RemoteCall(name, Optional.of(own(caller)), Markup.read(text, name));
  }

  /** The name of a text's first element; empty when there is none. */
  static String name(String text) {
    Matcher root = ROOT.matcher(text);
    return root.lookingAt() ? root.group(1) : "";
  }

  /** By BOINC's way also operators see and change their own batches alone. */
  private static Caller own(Caller caller) {
    return caller.isOperator()
        ? new Caller(caller.userId(), caller.name(), Role.RESEARCHER)
        : caller;
  }

  Caller who() {
    return caller.orElseThrow();
  }
}
