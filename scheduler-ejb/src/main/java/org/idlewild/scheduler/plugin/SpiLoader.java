package org.idlewild.scheduler.plugin;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a plug-in sees of the server: the JDK and the interfaces that plug-ins implement. */
final class SpiLoader extends ClassLoader {
  private static final Set<String> PACKAGES =
      Stream.of(Kind.values()).map(kind -> kind.spi().getPackageName()).collect(Collectors.toSet());

  SpiLoader() {
    super(ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    int end = name.lastIndexOf('.');
    if (end > 0 && PACKAGES.contains(name.substring(0, end))) {
      return Class.forName(name, false, loaderOf(name));
    }
    throw new ClassNotFoundException(name);
  }

  private static ClassLoader loaderOf(String name) throws ClassNotFoundException {
    return Stream.of(Kind.values())
        .map(Kind::spi)
        .filter(spi -> name.startsWith(spi.getPackageName() + "."))
        .findFirst()
        .orElseThrow(() -> new ClassNotFoundException(name))
        .getClassLoader();
  }
}
