package org.idlewild.web.boinc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.RemoteJob;
import org.idlewild.scheduler.batch.RemoteRequest;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;

/**
 * A batch as a request for submission lists it. What a template says of quorums and bounds holds
 * for the whole batch, so templates of several jobs must say the same.
 */
final class JobList {
  private final Element batch;
  private final List<Element> jobs;
  private final Element template;

  private JobList(Element batch) throws BadMarkup {
    this.batch = batch;
    this.jobs = batch.children("job");
    this.template = template();
  }

  static RemoteRequest of(Element request) throws BadMarkup {
    return new JobList(child(request, "batch")).request();
  }

  /** How many floating-point operations its jobs take in all. */
  static double flops(Element request) throws BadMarkup {
    double sum = 0;
    for (Unit unit : of(request).jobs().stream().map(RemoteJob::unit).toList()) {
      if (unit.flopsEstimate() == null) {
        throw new BadMarkup("Each job needs <rsc_fpops_est>, or the batch's <job_params> do.");
      }
      sum += unit.flopsEstimate();
    }
    return sum;
  }

  private static Element child(Element parent, String name) throws BadMarkup {
    return parent
        .child(name)
        .orElseThrow(() -> new BadMarkup("<" + parent.name() + "> needs <" + name + ">."));
  }

  private RemoteRequest request() throws BadMarkup {
    List<RemoteJob> listed = new ArrayList<>(jobs.size());
    for (Element job : jobs) {
      listed.add(job(job));
    }
    return new RemoteRequest(number(batch, "batch_id"), rules(), listed);
  }

  private BatchRequest rules() {
    String name = batch.word("batch_name");
    return new BatchRequest(
        batch.word("app_name"),
        name.isEmpty() ? null : name,
        small(batch, "app_version_num"),
        small(template, "min_quorum"),
        number(template, "delay_bound").or(() -> number(params(), "delay_bound")).orElse(null),
        small(template, "max_error_results"),
        small(template, "max_total_results"),
        small(template, "max_success_results"),
        priority(),
        null,
        null);
  }

  private Integer priority() {
    return batch.child("priority").isEmpty() ? null : (int) batch.number("priority");
  }

  private Element params() {
    return batch.child("job_params").orElse(template);
  }

  /** What the jobs' templates say of workunits; an empty element when there is none. */
  private Element template() throws BadMarkup {
    List<Element> all =
        jobs.stream().flatMap(job -> job.children("input_template").stream()).toList();
    if (all.isEmpty()) {
      return new Element("workunit", "", "", List.of());
    }
    if (all.stream().map(Element::raw).distinct().count() > 1) {
      throw new BadMarkup("All jobs of a batch have one <input_template>, or none.");
    }
    return child(all.get(0), "workunit");
  }

  private RemoteJob job(Element job) throws BadMarkup {
    if (!job.word("target_user").matches("0?") || !job.word("target_team").matches("0?")) {
      throw new BadMarkup(
          "A job can be meant for a host; for users and teams there is no way here.");
    }
    String name = job.word("name");
    Optional<Long> host = number(job, "target_host");
    Unit unit =
        new Unit(
            commandLine(job),
            null,
            flopsOf(job),
            null,
            host.map(id -> new TargetRequest(id, null, null)).orElse(null));
    return new RemoteJob(name.isEmpty() ? Optional.empty() : Optional.of(name), unit, inputs(job));
  }

  private String commandLine(Element job) {
    String own = job.word("command_line");
    return own.isEmpty() ? template.word("command_line") : own;
  }

  private Double flopsOf(Element job) {
    for (Element says : List.of(job, template, params())) {
      if (says.number("rsc_fpops_est") > 0) {
        return says.number("rsc_fpops_est");
      }
    }
    return null;
  }

  private List<RemoteJob.Input> inputs(Element job) throws BadMarkup {
    List<Element> files = job.children("input_file");
    Function<Integer, String> names = openNames(files.size());
    List<RemoteJob.Input> inputs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      inputs.add(input(files.get(i), names.apply(i)));
    }
    return inputs;
  }

  private Function<Integer, String> openNames(int files) throws BadMarkup {
    List<Element> refs = template.children("file_ref");
    if (refs.isEmpty()) {
      return files == 1 ? i -> "in" : i -> "in_" + i;
    }
    if (refs.size() != files) {
      throw new BadMarkup(
          "The template names " + refs.size() + " input files, and a job has " + files + ".");
    }
    return i -> refs.get(i).word("open_name");
  }

  private static RemoteJob.Input input(Element file, String openName) throws BadMarkup {
    return switch (file.word("mode")) {
      case "local", "local_staged" -> new RemoteJob.Input(openName, file.word("source"), false);
      case "inline" ->
          new RemoteJob.Input(openName, file.child("source").map(Element::text).orElse(""), true);
      case "remote", "semilocal" ->
          throw new BadMarkup(
              "This server fetches no files from others: upload each by job_file.php and name it"
                  + " with mode local_staged.");
      default -> throw new BadMarkup("The mode of an input file is local_staged, local or inline.");
    };
  }

  private static Integer small(Element parent, String name) {
    return number(parent, name).map(value -> (int) Math.min(Integer.MAX_VALUE, value)).orElse(null);
  }

  /** Zero is BOINC's way to say nothing. */
  private static Optional<Long> number(Element parent, String name) {
    return Optional.of(parent.whole(name)).filter(value -> value != 0);
  }
}
