package org.idlewild.deploy.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes that the rules look at. */
final class Classes {

  private static final Path MODULES = Path.of("..");

  private Classes() {}

  /** The compiled main classes of all modules; no test class, and so no fixture. */
  static JavaClasses ofProduction() {
    return new ClassFileImporter().importPaths(folders());
  }

  /** The classes that break the rules. */
  static JavaClasses ofFixtures() {
    return new ClassFileImporter()
        .importPath(Path.of("target", "test-classes"))
        .that(DescribedPredicate.describe("are fixtures", Classes::isFixture));
  }

  private static boolean isFixture(JavaClass type) {
    return type.getPackageName().endsWith(".fixture");
  }

  private static List<Path> folders() {
    try (Stream<Path> modules = Files.list(MODULES)) {
      return modules
          .map(module -> module.resolve("target/classes"))
          .filter(Files::isDirectory)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
