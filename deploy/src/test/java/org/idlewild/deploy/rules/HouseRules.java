package org.idlewild.deploy.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

/** The rules that hold for every class of every module, numbered as in ARCHITECTURE.md. */
final class HouseRules {

  private static final String STORE = "org.idlewild.scheduler.store..";
  private static final String DAEMON = "org.idlewild.scheduler.daemon..";
  private static final String WEB = "org.idlewild.web..";
  private static final String STANDALONE = "org.idlewild.standalone..";
  private static final String SIMULATOR = "org.idlewild.simulator..";
  private static final String INVARIANTS = "org.idlewild.simulator.invariants..";
  private static final String MARIADB = "org.idlewild.mariadb..";
  private static final String LOAD_WATCH = "org.idlewild.load.watch..";
  private static final String LOAD_FLOOR = "org.idlewild.load.floor..";
  private static final String LOAD_WIRE = "org.idlewild.load.wire..";
  private static final String LOAD_CLI = "org.idlewild.load.cli..";

  // 1

  static final ArchRule LEAVES_IMPORT_THE_JDK_ALONE =
      CompositeArchRule.of(leaf("work"))
          .and(leaf("validator"))
          .and(leaf("assimilator"))
          .and(leaf("protocol"))
          .and(leaf("wrapper"))
          .because(
              "a researcher's plug-in and a foreign client must need nothing but the leaf itself");

  static final ArchRule WORK_IS_PURE =
      noClasses()
          .that(resideInAPackage("org.idlewild.work.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
                  .or(resideInAnyPackage("java.sql..", "java.util.logging.."))
                  .or(
                      Dependencies.named(
                          "java.time.Clock", "java.time.InstantSource", "java.lang.System$Logger")))
          .allowEmptyShould(true)
          .because(
              "a whole grid can be simulated only if the domain has no clock, no files and no"
                  + " logger");

  // 2

  static final ArchRule PERSISTENCE_ONLY_IN_THE_STORE =
      noClasses()
          .that(
              resideInAPackage("org.idlewild..")
                  .and(Dependencies.outside(STORE, STANDALONE, SIMULATOR))
                  .and(Dependencies.outside(MARIADB, LOAD_WATCH, LOAD_FLOOR)))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "jakarta.persistence..",
                  "org.eclipse.persistence..",
                  "java.sql..",
                  "javax.sql.."))
          .allowEmptyShould(true)
          .because(
              "one package that speaks to the database can be tuned, and moved to another, alone;"
                  + " what stands in for the container hands the database to it, and what measures the"
                  + " store must not ask the store");

  static final ArchRule SQL_TEXT_ONLY_IN_THE_STORE =
      classes()
          .that(
              resideInAPackage("org.idlewild..")
                  .and(Dependencies.outside(STORE, INVARIANTS))
                  .and(Dependencies.outside(LOAD_WATCH, LOAD_FLOOR)))
          .should(Bytecode.containNoSql())
          .allowEmptyShould(true)
          .because(
              "a statement that hides outside the store is forgotten when the schema changes; but"
                  + " who checks or measures the store must not ask the store");

  static final ArchRule NO_ROW_IN_A_SIGNATURE_OUTSIDE_THE_STORE =
      classes()
          .that(resideInAPackage("org.idlewild..").and(Dependencies.outside(STORE)))
          .should(Dependencies.haveNoRowInASignature())
          .allowEmptyShould(true)
          .because(
              "a row is mutable and belongs to a transaction; outside the store there are values");

  // 3

  static final ArchRule QUARTZ_ONLY_IN_THE_DAEMON =
      CompositeArchRule.of(
              noClasses()
                  .that(resideInAPackage("org.idlewild..").and(Dependencies.outside(DAEMON)))
                  .should()
                  .dependOnClassesThat(resideInAPackage("org.quartz.."))
                  .allowEmptyShould(true))
          .and(
              noClasses()
                  .that()
                  .haveSimpleNameEndingWith("Pass")
                  .should()
                  .dependOnClassesThat(resideInAPackage("org.quartz.."))
                  .allowEmptyShould(true))
          .because("a pass that knows no timer can be run by a test, by hand and by any timer");

  // 4

  static final ArchRule REST_ONLY_IN_WEB_AND_THE_AGENTS_CLIENT =
      noClasses()
          .that(
              resideInAPackage("org.idlewild..")
                  .and(Dependencies.outside(WEB, "org.idlewild.agent.server..")))
          .should()
          .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."))
          .allowEmptyShould(true)
          .because("what a stage does must not hang on the dialect in which it was asked");

  static final ArchRule XML_ONLY_IN_WEB =
      noClasses()
          .that(resideInAPackage("org.idlewild..").and(Dependencies.outside(WEB)))
          .should()
          .dependOnClassesThat(resideInAnyPackage("javax.xml..", "org.w3c.dom..", "org.xml.sax.."))
          .allowEmptyShould(true)
          .because("XML is the dialect of the stock BOINC client and stops where it comes in");

  static final ArchRule JSON_ONLY_AT_THE_EDGES =
      noClasses()
          .that(
              resideInAPackage("org.idlewild..")
                  .and(
                      Dependencies.outside(
                          WEB, "org.idlewild.agent.server..", "org.idlewild.agent.journal.."))
                  .and(
                      Dependencies.outside(
                          "org.idlewild.agent.cli..",
                          "org.idlewild.agent.demo..",
                          "org.idlewild.simulator.cli..",
                          LOAD_WIRE,
                          LOAD_CLI)))
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "jakarta.json.."))
          .allowEmptyShould(true)
          .because("what is inside must not hang on how it is written down");

  static final ArchRule WEB_CALLS_STAGES_NEVER_THE_STORE =
      noClasses()
          .that(resideInAPackage(WEB))
          .should()
          .dependOnClassesThat(resideInAPackage(STORE))
          .allowEmptyShould(true)
          .because("a resource that reads rows would decide what a stage has to decide");

  // 5

  static final ArchRule STAGES_DO_NOT_IMPORT_STAGES =
      classes()
          .that(resideInAPackage("org.idlewild.scheduler.."))
          .should(Stages.importNoOtherStage())
          .allowEmptyShould(true)
          .because(
              "rows are the only hand-off, so that a stage can be stopped, repeated and run on"
                  + " several nodes");

  static final ArchRule NO_CYCLES_BETWEEN_PACKAGES =
      slices()
          .matching("org.idlewild.(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .because("packages in a cycle are one package that hides its size");

  // 6

  static final ArchRule PROTOCOL_STOPS_AT_THE_EDGES =
      noClasses()
          .that(
              resideInAPackage("org.idlewild..")
                  .and(Dependencies.outside("org.idlewild.protocol..", "org.idlewild.web.agent.."))
                  .and(
                      Dependencies.outside(
                          "org.idlewild.agent.server..", "org.idlewild.agent.task..", LOAD_WIRE)))
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.idlewild.protocol..")
                  .and(Dependencies.outside("org.idlewild.protocol.boinc..")))
          .allowEmptyShould(true)
          .because(
              "the wire must be able to change without the scheduler, and the scheduler without the"
                  + " wire");

  static final ArchRule LEGACY_KEYS_STOP_AT_THE_EDGES =
      noClasses()
          .that(
              resideInAPackage("org.idlewild..")
                  .and(
                      Dependencies.outside(
                          "org.idlewild.protocol.boinc..",
                          "org.idlewild.web.boinc..",
                          "org.idlewild.agent.cli..",
                          "org.idlewild.agent.demo..")))
          .should()
          .dependOnClassesThat(resideInAPackage("org.idlewild.protocol.boinc.."))
          .allowEmptyShould(true)
          .because("nothing of our own may come to rest on MD5 and short keys");

  static final ArchRule BOINC_STOPS_IN_ITS_DIALECT =
      noClasses()
          .that(Dependencies.outside("org.idlewild.web.boinc.."))
          .should()
          .dependOnClassesThat(resideInAPackage("org.idlewild.web.boinc.."))
          .allowEmptyShould(true)
          .because("BOINC's numbers mean something only to a BOINC client");

  // 7

  static final ArchRule ONLY_SEVEN_STAGES_WRITE_STATES =
      classes()
          .that(Stages.writeNoStates())
          .should(Stages.callNoStateWriterOfTheStore())
          .allowEmptyShould(true)
          .because("who may move a workunit must be a short list, or nobody knows why it moved");

  // 8

  static final ArchRule TIME_AND_CHANCE_ONLY_AT_THE_ENTRIES =
      classes()
          .that(resideInAPackage("org.idlewild..").and(Entries.no()))
          .should(Entries.askNeitherTimeNorChance())
          .allowEmptyShould(true)
          .because("a test can set a clock that is passed in, and cannot set the machine's");

  // 9

  static final ArchRule SANDBOXES_ARE_NAMED_ONLY_AS_SERVICES =
      classes()
          .that(resideInAPackage("org.idlewild.."))
          .should(Dependencies.notDependOn("a sandbox back end", Dependencies::isForeignBackEnd))
          .allowEmptyShould(true)
          .because(
              "a back end that nobody names can be added, and left out, without touching the"
                  + " agent");

  private HouseRules() {}

  private static ArchRule leaf(String leaf) {
    String all = "org.idlewild." + leaf + "..";
    return classes()
        .that(resideInAPackage(all))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax..", all))
        .allowEmptyShould(true);
  }
}
