// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppliedPlanTest {
  private static final NetChange UP = new BringUp("tun0", 1500);
  private static final NetChange ONE = route("192.0.2.0/24");
  private static final NetChange TWO = route("198.51.100.0/24");

  private final MemorySystem system = new MemorySystem();
  private final MemoryJournal journal = new MemoryJournal();

  @Test
  void everyChangeIsInTheJournalBeforeItIsMadeAndUndoneInReverse() throws IOException {
    AppliedPlan applied = apply(UP, ONE, TWO);

    assertThat(system.log)
        .containsExactly("apply " + UP + " 2", "apply " + ONE + " 3", "apply " + TWO + " 4");
    system.log.clear();
    applied.close();
    applied.close();

    assertThat(system.log).containsExactly("undo " + TWO, "undo " + ONE, "undo " + UP);
    assertThat(journal.deleted).isTrue();
  }

  @Test
  void whatWasThereBeforeIsNeitherMadeNorUndoneNorJournalled() throws IOException {
    system.state.add(ONE);

    AppliedPlan applied = apply(ONE, TWO);
    assertThat(applied.made()).containsExactly(TWO);
    assertThat(journal.lines).hasSize(2);
    applied.close();

    assertThat(system.state).containsExactly(ONE);
  }

  @Test
  void aFailingChangeTakesThoseBeforeItBack() {
    system.refused = TWO;

    assertThatThrownBy(() -> apply(UP, ONE, TWO)).hasMessage("refused");

    assertThat(system.state).isEmpty();
    assertThat(journal.deleted).isTrue();
  }

  @Test
  void aCrashAnywhereLeavesAJournalThatUndoesWhatWasMade() throws IOException {
    apply(UP, ONE, TWO);
    List<String> written = List.copyOf(journal.lines);
    for (int crash = 1; crash <= written.size(); crash++) {
      MemorySystem after = new MemorySystem();
      after.state.addAll(List.of(UP, ONE, TWO).subList(0, crash - 1));
      MemoryJournal left = new MemoryJournal();
      left.lines.addAll(written.subList(0, crash));

      Cleanup cleanup = Cleanup.replay(left, after);

      assertThat(after.state).as("crash after line " + crash).isEmpty();
      assertThat(cleanup.failures()).isEmpty();
      assertThat(left.deleted).isTrue();
    }
  }

  @Test
  void whatCannotBeUndoneStaysInTheJournal() throws IOException {
    AppliedPlan applied = apply(UP, ONE);
    system.refused = ONE;

    assertThatThrownBy(applied::close).hasMessage("refused");

    assertThat(journal.deleted).isFalse();
    assertThat(system.state).as("the others are undone").containsExactly(ONE);
  }

  private AppliedPlan apply(NetChange... changes) throws IOException {
    return AppliedPlan.apply(
        new NetworkPlan("tun0", 0, List.of(changes), List.of()), system, journal);
  }

  private static NetChange route(String destination) {
    return new AddRoute(Prefix.of(destination), "tun0", null, 0);
  }

  /** A system that is a set of changes. */
  private final class MemorySystem implements NetworkPort {
    private final Set<NetChange> state = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private @Nullable NetChange refused;

    @Override
    public Optional<RouteToPeer> routeTo(InetAddress destination) {
      return Optional.empty();
    }

    @Override
    public Optional<SystemRoute> defaultRoute(IpVersion version) {
      return Optional.empty();
    }

    @Override
    public OptionalInt deviceIndex(String device) {
      return OptionalInt.empty();
    }

    @Override
    public boolean isInPlace(NetChange change) {
      return state.contains(change);
    }

    @Override
    public Outcome apply(NetChange change) throws IOException {
      refuse(change);
      log.add("apply " + change + " " + journal.lines.size());
      return state.add(change) ? Outcome.MADE : Outcome.WAS_SO;
    }

    @Override
    public void undo(NetChange change) throws IOException {
      refuse(change);
      log.add("undo " + change);
      state.remove(change);
    }

    private void refuse(NetChange change) throws IOException {
      if (change.equals(refused)) {
        throw new IOException("refused");
      }
    }
  }

  private static final class MemoryJournal implements JournalFile {
    private final List<String> lines = new ArrayList<>();
    private boolean deleted;

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public void append(String line) {
      lines.add(line);
    }

    @Override
    public List<String> readAll() {
      return lines;
    }

    @Override
    public void delete() {
      deleted = true;
    }

    @Override
    public void release() {}
  }
}
