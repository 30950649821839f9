// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static java.util.Objects.requireNonNull;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.LinkListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listener that queues what it hears as text. */
final class Watching implements LinkListener {
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /** The next event; fails the test when none comes. */
  String next() {
    try {
      return requireNonNull(heard.poll(20, TimeUnit.SECONDS), "nothing was heard");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nullable String poll() {
    return heard.poll();
  }

  /** A link that is made is open: nothing to wait for with UDP. */
  @Override
  public void onOpen() {}

  @Override
  public void onControl(byte[] packet, InetSocketAddress from) {
    heard.add("control " + Bytes.copyOf(packet).toHex() + " from " + from.getPort());
  }

  @Override
  public void onPeerSilent() {
    heard.add("silent");
  }

  @Override
  public void onKeyNearlyUsedUp() {
    heard.add("nearly used up");
  }

  @Override
  public void onPeerMoved(InetSocketAddress to) {
    heard.add("moved to " + to.getPort());
  }

  @Override
  public void onPeerExit() {
    heard.add("exit");
  }

  @Override
  public void onFailed(IOException cause) {
    heard.add("failed");
  }
}
