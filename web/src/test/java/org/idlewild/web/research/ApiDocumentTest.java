package org.idlewild.web.research;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.idlewild.scheduler.access.Enrolment;
import org.idlewild.scheduler.access.NewUser;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.BoincRule;
import org.idlewild.scheduler.batch.EvmRule;
import org.idlewild.scheduler.batch.FileSignature;
import org.idlewild.scheduler.batch.Footprint;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.PlanClassRule;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.daemon.ByHand;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.plugin.Kind;
import org.idlewild.scheduler.plugin.PluginReport;
import org.idlewild.scheduler.status.AppVersionView;
import org.idlewild.scheduler.status.AppView;
import org.idlewild.scheduler.status.Backlog;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.DaemonsView;
import org.idlewild.scheduler.status.EarnedView;
import org.idlewild.scheduler.status.ExplanationView;
import org.idlewild.scheduler.status.HostView;
import org.idlewild.scheduler.status.PassView;
import org.idlewild.scheduler.status.PlanClassView;
import org.idlewild.scheduler.status.PolicyView;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.ResultCounts;
import org.idlewild.scheduler.status.ResultView;
import org.idlewild.scheduler.status.TeamView;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.scheduler.trickle.TrickleView;
import org.idlewild.web.http.Problem;
import org.idlewild.web.http.Route;
import org.idlewild.web.watch.Health;
import org.idlewild.web.watch.HealthResource;
import org.idlewild.web.watch.MetricsResource;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.Explanation;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Hold;
import org.idlewild.work.Limits;
import org.idlewild.work.Match;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.StoredFile;
import org.idlewild.work.ValidateState;
import org.idlewild.work.WorkunitError;
import org.junit.jupiter.api.Test;

/** The document that {@code /openapi} serves, against the code. */
class ApiDocumentTest {
  private static final Map<String, Class<? extends Record>> RECORDS =
      Map.ofEntries(
          Map.entry("Problem", Problem.class),
          Map.entry("Me", AccountResource.Me.class),
          Map.entry("UserRequest", AccountResource.UserBody.class),
          Map.entry("NewUser", NewUser.class),
          Map.entry("EnrolmentRequest", AccountResource.EnrolmentBody.class),
          Map.entry("Enrolment", Enrolment.class),
          Map.entry("AppRequest", AppRequest.class),
          Map.entry("AppChange", AppChange.class),
          Map.entry("Footprint", Footprint.class),
          Map.entry("Evm", EvmPolicy.class),
          Map.entry("EvmRule", EvmRule.class),
          Map.entry("BoincRule", BoincRule.class),
          Map.entry("ClientTerms", ClientTerms.class),
          Map.entry("SignatureRequest", SignatureResource.SignatureBody.class),
          Map.entry("FileSignature", FileSignature.class),
          Map.entry("Kept", SignatureResource.Kept.class),
          Map.entry("PolicyRequest", PolicyRequest.class),
          Map.entry("Policy", PolicyView.class),
          Map.entry("App", AppView.class),
          Map.entry("AppVersion", AppVersionView.class),
          Map.entry("File", AppVersionView.FileView.class),
          Map.entry("Output", AppVersionView.OutputView.class),
          Map.entry("Limits", Limits.class),
          Map.entry("StoredFile", StoredFile.class),
          Map.entry("Manifest", Manifest.class),
          Map.entry("PlanClass", PlanClassView.class),
          Map.entry("PlanClassRule", PlanClassRule.class),
          Map.entry("ManifestFile", ManifestFile.class),
          Map.entry("OutputRule", OutputRule.class),
          Map.entry("NamedFile", NamedFile.class),
          Map.entry("BatchRequest", BatchBody.class),
          Map.entry("TargetRequest", TargetRequest.class),
          Map.entry("Unit", UnitBody.class),
          Map.entry("Parameters", BatchBody.ParameterBody.class),
          Map.entry("Range", BatchBody.RangeBody.class),
          Map.entry("Batch", BatchView.class),
          Map.entry("Progress", Progress.class),
          Map.entry("Event", ProgressFeed.Event.class),
          Map.entry("Result", ResultView.class),
          Map.entry("Workunit", WorkunitView.class),
          Map.entry("Host", HostView.class),
          Map.entry("Explanation", ExplanationView.class),
          Map.entry("Obstacle", ExplanationView.Obstacle.class),
          Map.entry("ResultCounts", ResultCounts.class),
          Map.entry("Daemon", PassView.class),
          Map.entry("DaemonRun", ByHand.Run.class),
          Map.entry("Daemons", DaemonsView.class),
          Map.entry("Node", DaemonsView.NodeView.class),
          Map.entry("Backlog", Backlog.class),
          Map.entry("Plugin", PluginReport.class),
          Map.entry("Team", TeamView.class),
          Map.entry("TeamRequest", TeamResource.TeamBody.class),
          Map.entry("NewTeam", TeamResource.NewTeam.class),
          Map.entry("MemberRequest", TeamResource.MemberBody.class),
          Map.entry("Earned", EarnedView.class),
          Map.entry("Trickle", TrickleView.class),
          Map.entry("TricklePage", TricklePage.class),
          Map.entry("TrickleRequest", ResultTrickleResource.Body.class),
          Map.entry("Health", Health.class),
          Map.entry("HealthCheck", Health.Check.class));

  private static final Map<String, Class<? extends Enum<?>>> ENUMS =
      Map.ofEntries(
          Map.entry("Hold", Hold.class),
          Map.entry("TrickleDirection", TrickleView.Direction.class),
          Map.entry("Match", Match.class),
          Map.entry("Reason", Explanation.Reason.class),
          Map.entry("DaemonName", PassName.class),
          Map.entry("DaemonRunEnding", ByHand.Ending.class),
          Map.entry("Role", Role.class),
          Map.entry("ServerState", ServerState.class),
          Map.entry("Outcome", Outcome.class),
          Map.entry("ValidateState", ValidateState.class),
          Map.entry("AssimilateState", AssimilateState.class),
          Map.entry("FileDeleteState", FileDeleteState.class),
          Map.entry("WorkunitError", WorkunitError.class),
          Map.entry("PluginKind", Kind.class),
          Map.entry("PluginState", PluginReport.State.class));

  private final JsonNode document = document();

  @Test
  void thePathsAreThoseOfTheResources() {
    Set<String> inCode =
        ResearchApplication.RESOURCES.stream()
            .flatMap(resource -> operations("/api/v1", resource))
            .collect(Collectors.toCollection(TreeSet::new));
    operations("/metrics", MetricsResource.class).forEach(inCode::add);
    operations("/health", HealthResource.class).forEach(inCode::add);
    assertThat(operations()).isEqualTo(inCode);
  }

  @Test
  void theSchemasHaveTheFieldsOfTheRecords() {
    RECORDS.forEach(
        (name, type) ->
            assertThat(names(schema(name).get("properties")))
                .as(name)
                .containsExactlyElementsOf(
                    Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()));
  }

  @Test
  void theSchemasHaveTheConstantsOfTheEnums() {
    ENUMS.forEach(
        (name, type) ->
            assertThat(texts(schema(name).get("enum")))
                .as(name)
                .containsExactlyElementsOf(
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).toList()));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = document.findValuesAsText("$ref");
    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void everythingButHealthNeedsATokenAndSaysSo() {
    assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
        .isEqualTo("bearer");
    assertThat(document.at("/security/0").has("bearer")).isTrue();
    document
        .get("paths")
        .forEach(
            path ->
                path.forEach(
                    each ->
                        assertThat(each.get("responses").has("401"))
                            .isNotEqualTo(each.has("security"))));
  }

  private static Stream<String> operations(String root, Class<?> resource) {
    return Arrays.stream(resource.getDeclaredMethods())
        .flatMap(
            method ->
                verb(method)
                    .map(
                        verb ->
                            verb
                                + " "
                                + Route.template(
                                    root,
                                    resource,
                                    Optional.ofNullable(method.getAnnotation(Path.class))
                                        .map(Path::value)))
                    .stream());
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(HttpMethod::value)
        .findFirst();
  }

  private Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        verb ->
                            operations.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  private JsonNode schema(String name) {
    return document.at("/components/schemas/" + name);
  }

  private static List<String> names(JsonNode object) {
    Iterable<String> names = object::fieldNames;
    return StreamSupport.stream(names.spliterator(), false).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode document() {
    try (InputStream in = ApiDocumentTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
