package org.idlewild.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(
    packages = "org.idlewild.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.idlewild.agent.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule partsDoNotKnowTheWhole =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..agent.task..",
              "..agent.policy..",
              "..agent.host..",
              "..agent.sandbox..",
              "..agent.server..",
              "..agent.files..",
              "..agent.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.idlewild.agent", "org.idlewild.agent.cli..");

  @ArchTest
  static final ArchRule theDialectsRecordsEndInServerAndTask =
      noClasses()
          .that()
          .resideOutsideOfPackages("..agent.server..", "..agent.task..", "..agent.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.idlewild.protocol..");

  @ArchTest
  static final ArchRule httpIsSpokenInServer =
      noClasses()
          .that()
          .resideOutsideOfPackages("..agent.server..", "..agent.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "java.net.http..");

  @ArchTest
  static final ArchRule jsonIsReadInServerAndJournal =
      noClasses()
          .that()
          .resideOutsideOfPackages("..agent.server..", "..agent.journal..", "..agent.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule backEndsAreNamedInTheServicesFileAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("..sandbox.namespaces..", "..sandbox.none..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..sandbox.namespaces..", "..sandbox.none..");

  @ArchTest
  static final ArchRule thePolicyAndTheStatesArePure =
      noClasses()
          .that()
          .resideInAPackage("..agent.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "oshi..");

  @ArchTest
  static final ArchRule timeAndChanceComeFromOutside =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.idlewild.agent", "..agent.cli..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(Random.class);
}
