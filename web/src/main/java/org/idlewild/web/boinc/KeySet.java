package org.idlewild.web.boinc;

import java.util.Map;
import org.idlewild.protocol.boinc.LegacyPrivateKey;
import org.idlewild.protocol.boinc.LegacyPublicKey;

/**
 * A project's keys, as far as they are on the server.
 *
 * @param code by which clients check what they run; its other half is not here
 * @param successions for each former key for code what it signed: the present one
 * @param upload lets clients upload
 * @param accountManager signs the addresses of projects for those who attach by us
 */
record KeySet(
    LegacyPublicKey code,
    Map<LegacyPublicKey, String> successions,
    LegacyPrivateKey upload,
    LegacyPrivateKey accountManager) {

  KeySet {
    successions = Map.copyOf(successions);
  }

  /** Names the key for code. */
  String codeId() {
    return code.sha256();
  }
}
