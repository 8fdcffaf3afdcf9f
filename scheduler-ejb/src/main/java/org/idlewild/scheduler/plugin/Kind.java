package org.idlewild.scheduler.plugin;

import org.idlewild.assimilator.Assimilator;
import org.idlewild.validator.Validator;

/** What a plug-in does. */
public enum Kind {
  /** Judges results. */
  VALIDATOR(Validator.class, org.idlewild.validator.TryLater.class) {
    @Override
    String nameOf(Object plugin) {
      return ((Validator<?>) plugin).name();
    }
  },
  /** Takes answers. */
  ASSIMILATOR(Assimilator.class, org.idlewild.assimilator.TryLater.class) {
    @Override
    String nameOf(Object plugin) {
      return ((Assimilator) plugin).name();
    }
  };

  private final Class<?> spi;
  private final Class<? extends Exception> later;

  Kind(Class<?> spi, Class<? extends Exception> later) {
    this.spi = spi;
    this.later = later;
  }

  abstract String nameOf(Object plugin);

  /** What its plug-ins implement. */
  Class<?> spi() {
    return spi;
  }

  /** Whether this is a plug-in's wish to be asked another time, and no fault of it. */
  boolean isWish(Throwable thrown) {
    return later.isInstance(thrown);
  }
}
