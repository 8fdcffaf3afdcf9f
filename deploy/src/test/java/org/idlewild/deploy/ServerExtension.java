package org.idlewild.deploy;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes Arquillian start the provisioned server on free ports and a new data folder. */
public final class ServerExtension implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(ServerSettings.class);
  }
}
