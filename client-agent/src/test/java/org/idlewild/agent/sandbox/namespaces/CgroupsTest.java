package org.idlewild.agent.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.idlewild.agent.sandbox.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from and written to control files, with plain files in their place. */
class CgroupsTest {
  private static final Limits LIMITS =
      new Limits(1000, Duration.ofSeconds(1), Duration.ofSeconds(1), 7, 1000);

  @TempDir Path root;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(root.resolve(name), content);
  }

  @Test
  void version2IsLimited() throws IOException {
    for (String name : List.of("memory.max", "pids.max", "memory.oom.group", "cpu.idle")) {
      file(name, "");
    }

    new CgroupV2(root).limit(LIMITS);

    assertThat(root.resolve("memory.max")).hasContent("1000");
    assertThat(root.resolve("pids.max")).hasContent("10");
    assertThat(root.resolve("memory.oom.group")).hasContent("1");
    assertThat(root.resolve("cpu.idle")).hasContent("1");
    assertThat(root.resolve("memory.swap.max")).doesNotExist();
  }

  @Test
  void version2IsRead() throws IOException {
    file("cpu.stat", "usage_usec 1500000\nuser_usec 1\n");
    file("memory.current", "12\n");
    file("memory.events", "low 0\noom 1\noom_kill 1\n");
    file("pids.current", "3\n");
    file("cgroup.procs", "11\n12\n");
    file("cgroup.freeze", "0");
    CgroupV2 group = new CgroupV2(root);

    assertThat(group.cpuNanos()).hasValue(1_500_000_000L);
    assertThat(group.memoryBytes()).isEqualTo(12);
    assertThat(group.peakMemoryBytes()).as("before the kernel kept it").isEqualTo(12);
    assertThat(group.outOfMemory()).isTrue();
    assertThat(group.processes()).isEqualTo(3);
    assertThat(group.pids()).containsExactly(11L, 12L);
    assertThat(group.freeze(true)).isTrue();
    assertThat(root.resolve("cgroup.freeze")).hasContent("1");
  }

  @Test
  void mountsAndTheAgentsOwnGroupsAreFound() throws IOException {
    Path memory =
        Files.createDirectories(root.resolve("memory/user/agent")).getParent().getParent();
    Path pids = Files.createDirectories(root.resolve("pids"));
    Path cpu = Files.createDirectories(root.resolve("cpu"));
    List<String> mounts =
        List.of(
            "30 23 0:28 / / rw - ext4 /dev/vda rw",
            "32 31 0:29 / " + memory + " rw - cgroup cgroup rw,memory",
            "33 31 0:30 / " + pids + " rw - cgroup cgroup rw,pids",
            "34 31 0:31 / " + cpu + " rw,relatime - cgroup cgroup rw,cpu,cpuacct");
    List<String> own =
        List.of("4:memory:/user/agent", "3:pids:/not/here", "2:cpu,cpuacct:/", "0::/");

    Map<String, Path> parents = CgroupMounts.parse(mounts, own).version1().orElseThrow();

    assertThat(parents)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("memory", memory.resolve("user/agent"), "pids", pids, "cpuacct", cpu));
  }

  @Test
  void withoutMemoryOrProcessControllersThereIsNoVersion1() {
    assertThat(CgroupMounts.parse(List.of(), List.of("0::/user.slice")).version1()).isEmpty();
  }
}
