package org.idlewild.deploy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {

  private static final JavaClasses PRODUCTION = Classes.ofProduction();
  private static final JavaClasses FIXTURES = Classes.ofFixtures();

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theCodeKeeps(String name, ArchRule rule) {
    rule.check(PRODUCTION);
  }

  @ParameterizedTest(name = "{0} catches {1}")
  @MethodSource("offences")
  void theRule(String name, String fixture) {
    List<String> report = rule(name).evaluate(FIXTURES).getFailureReport().getDetails();

    assertThat(report).anyMatch(line -> line.contains("org.idlewild." + fixture));
  }

  @ParameterizedTest(name = "{0} allows {1}")
  @MethodSource("innocents")
  void theRuleSpares(String name, String fixture) {
    List<String> report = rule(name).evaluate(FIXTURES).getFailureReport().getDetails();

    assertThat(report).noneMatch(line -> line.contains("org.idlewild." + fixture));
  }

  @Test
  void everyRuleIsShownToBite() {
    assertThat(offences().map(offence -> offence.get()[0]))
        .containsAll(rules().map(rule -> rule.get()[0]).toList());
  }

  @Test
  void theCodeThatIsJudgedIsTheWholeCodeAndNoFixture() {
    assertThat(PRODUCTION)
        .extracting(JavaClass::getPackageName)
        .contains("org.idlewild.protocol", "org.idlewild.work");
    assertThat(PRODUCTION).noneMatch(type -> type.getPackageName().endsWith(".fixture"));
  }

  static Stream<Arguments> rules() {
    return Stream.of(HouseRules.class.getDeclaredFields())
        .filter(field -> field.getType().equals(ArchRule.class))
        .map(field -> arguments(field.getName(), rule(field)));
  }

  static Stream<Arguments> offences() {
    return Stream.of(
        arguments("LEAVES_IMPORT_THE_JDK_ALONE", "work.fixture.UsesAnotherLeaf"),
        arguments("LEAVES_IMPORT_THE_JDK_ALONE", "validator.fixture.UsesALibrary"),
        arguments("WORK_IS_PURE", "work.fixture.HasAClock"),
        arguments("WORK_IS_PURE", "work.fixture.HasALogger"),
        arguments("WORK_IS_PURE", "work.fixture.ReadsAFile"),
        arguments("PERSISTENCE_ONLY_IN_THE_STORE", "scheduler.feeder.fixture.SpeaksJpa"),
        arguments("PERSISTENCE_ONLY_IN_THE_STORE", "web.fixture.SpeaksJdbc"),
        arguments("SQL_TEXT_ONLY_IN_THE_STORE", "scheduler.status.fixture.HidesSql"),
        arguments("SQL_TEXT_ONLY_IN_THE_STORE", "scheduler.status.fixture.BuildsJpql"),
        arguments("SQL_TEXT_ONLY_IN_THE_STORE", "simulator.fixture.HidesSql"),
        arguments("SQL_TEXT_ONLY_IN_THE_STORE", "load.bench.fixture.HidesSql"),
        arguments("NO_ROW_IN_A_SIGNATURE_OUTSIDE_THE_STORE", "scheduler.report.fixture.TakesARow"),
        arguments("NO_ROW_IN_A_SIGNATURE_OUTSIDE_THE_STORE", "scheduler.report.fixture.GivesRows"),
        arguments("QUARTZ_ONLY_IN_THE_DAEMON", "scheduler.feeder.fixture.SpeaksQuartz"),
        arguments("QUARTZ_ONLY_IN_THE_DAEMON", "scheduler.daemon.fixture.QuartzPass"),
        arguments("REST_ONLY_IN_WEB_AND_THE_AGENTS_CLIENT", "scheduler.batch.fixture.SpeaksRest"),
        arguments("XML_ONLY_IN_WEB", "agent.server.fixture.SpeaksXml"),
        arguments("JSON_ONLY_AT_THE_EDGES", "scheduler.batch.fixture.SpeaksJson"),
        arguments("JSON_ONLY_AT_THE_EDGES", "agent.policy.fixture.SpeaksJackson"),
        arguments("WEB_CALLS_STAGES_NEVER_THE_STORE", "web.research.fixture.ReadsTheStore"),
        arguments("STAGES_DO_NOT_IMPORT_STAGES", "scheduler.status.fixture.ImportsAStage"),
        arguments("STAGES_DO_NOT_IMPORT_STAGES", "scheduler.feeder.fixture.ImportsDispatch"),
        arguments("STAGES_DO_NOT_IMPORT_STAGES", "scheduler.store.fixture.ImportsAStage"),
        arguments("NO_CYCLES_BETWEEN_PACKAGES", "agent.host.fixture.Chicken"),
        arguments("PROTOCOL_STOPS_AT_THE_EDGES", "scheduler.dispatch.fixture.SpeaksProtocol"),
        arguments("PROTOCOL_STOPS_AT_THE_EDGES", "agent.policy.fixture.SpeaksProtocol"),
        arguments("LEGACY_KEYS_STOP_AT_THE_EDGES", "web.research.fixture.HoldsAShortKey"),
        arguments("BOINC_STOPS_IN_ITS_DIALECT", "scheduler.report.fixture.SpeaksBoinc"),
        arguments("BOINC_STOPS_IN_ITS_DIALECT", "web.agent.fixture.SpeaksBoinc"),
        arguments("ONLY_SEVEN_STAGES_WRITE_STATES", "scheduler.status.fixture.WritesByStatement"),
        arguments("ONLY_SEVEN_STAGES_WRITE_STATES", "scheduler.trickle.fixture.WritesByRow"),
        arguments("TIME_AND_CHANCE_ONLY_AT_THE_ENTRIES", "agent.policy.fixture.AsksTheTime"),
        arguments(
            "TIME_AND_CHANCE_ONLY_AT_THE_ENTRIES",
            "scheduler.batch.fixture.AsksTheTimeByReference"),
        arguments("TIME_AND_CHANCE_ONLY_AT_THE_ENTRIES", "scheduler.batch.fixture.AsksChance"),
        arguments("SANDBOXES_ARE_NAMED_ONLY_AS_SERVICES", "agent.fixture.NamesABackEnd"));
  }

  static Stream<Arguments> innocents() {
    return Stream.of(
        arguments("SQL_TEXT_ONLY_IN_THE_STORE", "simulator.invariants.fixture.ReadsRows"),
        arguments("SQL_TEXT_ONLY_IN_THE_STORE", "load.watch.fixture.ReadsRows"),
        arguments("STAGES_DO_NOT_IMPORT_STAGES", "scheduler.dispatch.fixture.TakesFromFeeder"),
        arguments("PROTOCOL_STOPS_AT_THE_EDGES", "web.agent.fixture.SpeaksProtocol"),
        arguments("LEGACY_KEYS_STOP_AT_THE_EDGES", "web.boinc.fixture.HoldsAShortKey"),
        arguments("ONLY_SEVEN_STAGES_WRITE_STATES", "scheduler.report.fixture.WritesByRow"),
        arguments("ONLY_SEVEN_STAGES_WRITE_STATES", "scheduler.status.fixture.Reads"),
        arguments("TIME_AND_CHANCE_ONLY_AT_THE_ENTRIES", "scheduler.batch.fixture.IsGivenASeed"),
        arguments("TIME_AND_CHANCE_ONLY_AT_THE_ENTRIES", "agent.cli.fixture.AsksTheTime"),
        arguments("SANDBOXES_ARE_NAMED_ONLY_AS_SERVICES", "agent.sandbox.evm.fixture.UsesItself"),
        arguments("SQL_TEXT_ONLY_IN_THE_STORE", "scheduler.status.fixture.TalksToPeople"));
  }

  private static ArchRule rule(String name) {
    try {
      return rule(HouseRules.class.getDeclaredField(name));
    } catch (NoSuchFieldException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ArchRule rule(Field field) {
    try {
      return (ArchRule) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
