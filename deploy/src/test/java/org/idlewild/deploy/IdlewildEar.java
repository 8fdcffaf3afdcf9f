package org.idlewild.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The real EAR with one more WAR in it, which holds the classes of a test. */
final class IdlewildEar {

  private static final Path EAR =
      Path.of("target", "server", "standalone", "deployments", "idlewild.ear");
  private static final String DESCRIPTOR = "META-INF/application.xml";

  private IdlewildEar() {}

  static EnterpriseArchive with(Class<?>... tests) {
    EnterpriseArchive ear = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, EAR.toFile());
    String descriptor = new String(bytes(ear), StandardCharsets.UTF_8);
    ear.delete(DESCRIPTOR);
    ear.add(new StringAsset(withModule(descriptor)), DESCRIPTOR);
    ear.addAsModule(Testable.archiveToTest(war(tests)));
    return ear;
  }

  private static WebArchive war(Class<?>... tests) {
    return ShrinkWrap.create(WebArchive.class, "test.war")
        .addClasses(tests)
        .addAsLibrary(jarOf(Assertions.class))
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  private static String withModule(String descriptor) {
    String module =
        "<module><web><web-uri>test.war</web-uri><context-root>/test</context-root></web></module>";
    return descriptor.replace("<library-directory>", module + "<library-directory>");
  }

  private static byte[] bytes(EnterpriseArchive ear) {
    try (InputStream in = ear.get(DESCRIPTOR).getAsset().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static File jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
