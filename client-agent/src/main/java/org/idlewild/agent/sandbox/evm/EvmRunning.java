package org.idlewild.agent.sandbox.evm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.idlewild.agent.evm.Account;
import org.idlewild.agent.evm.Cause;
import org.idlewild.agent.evm.Ended;
import org.idlewild.agent.evm.EvmRun;
import org.idlewild.agent.evm.TamperedFile;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.sandbox.Usage;

/** A run in the virtual machine, as the agent knows runs. */
final class EvmRunning implements Running {
  private static final System.Logger LOG = System.getLogger(EvmRunning.class.getName());

  private static final String WORK = "C:\\work";

  private final EvmRun run;
  private final Optional<Path> work;
  private final CompletableFuture<Exit> exit;

  /**
   * @param work where the files that it leaves are put in the clear; empty when they lie there
   */
  EvmRunning(EvmRun run, Tailed err, Optional<Path> work) {
    this.run = run;
    this.work = work;
    this.exit = run.awaiting().thenApply(ended -> exit(ended, err));
  }

  @Override
  public void pause() {
    run.pause();
  }

  @Override
  public void resume() {
    run.resume();
  }

  @Override
  public void kill() {
    run.kill();
  }

  @Override
  public Usage usage() {
    return run.usage();
  }

  @Override
  public CompletableFuture<Exit> awaiting() {
    return exit;
  }

  @Override
  public void bring(String name) throws IOException {
    if (work.isPresent()) {
      run.stock().take(WORK, name, work.get());
    }
  }

  /** One sentence on why what it left cannot be used, if so. */
  private Optional<String> bringAll() {
    if (work.isEmpty()) {
      return Optional.empty();
    }
    try {
      Folders.delete(work.get());
      run.stock().take(WORK, Folders.createPrivate(work.get()));
      return Optional.empty();
    } catch (TamperedFile e) {
      return Optional.of(Cause.TAMPERED.sentence() + " " + e.getMessage());
    } catch (IOException e) {
      return Optional.of("What it left could not be read: " + e.getMessage());
    }
  }

  private Exit exit(Ended ended, Tailed err) {
    Optional<String> unusable = ended.cause() == Cause.DONE ? bringAll() : Optional.empty();
    try {
      run.remove();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "What a task left could not be removed.", e);
    }
    boolean own = ended.cause() == Cause.DONE || ended.cause() == Cause.FAILED;
    boolean told = own || ended.cause() == Cause.KILLED;
    return new Exit(
        own ? ended.report().exit().orElse(-1) : -1,
        told ? unusable : Optional.of(ended.sentence()),
        err.text() + texts(ended.account()),
        ended.usage(),
        ended.elapsed());
  }

  /** What a dialog would have shown is the task's error. */
  private static String texts(Account account) {
    StringBuilder text = new StringBuilder();
    for (Account.Told told : account.texts()) {
      text.append("%n%s: %s: %s".formatted(told.kind(), told.title(), told.text()));
    }
    return text.toString();
  }
}
