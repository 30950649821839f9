// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.DriverException;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.TransportLostException;
import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.capi.WindowsError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The control channel through the driver's handle. Its thread waits for a TCP connection if there
 * is one to make, then keeps one read pending: the driver tells its news (keepalive time-out, TCP
 * lost) by failing that, and loses some of it when none is there.
 */
final class DcoLink implements Link {
  /** The driver's own limit for a packet. */
  static final int LARGEST_READ = 2048;

  /** Above, old drivers overwrote memory. */
  static final int LARGEST_WRITE = 1500;

  private static final int P_DATA_V1 = 6;
  private static final long THREAD_END_MILLIS = 5_000;

  private final DcoDevice device;
  private final DeviceFile file;
  private final NewPeer peer;
  private final LinkListener listener;
  private final Thread thread;
  private DeviceFile.@Nullable Pending connecting;
  private volatile boolean closing;
  private volatile boolean silenceExpected;
  private volatile boolean deviceGone;

  DcoLink(
      DcoDevice device,
      DeviceFile file,
      NewPeer peer,
      LinkListener listener,
      ThreadFactory threads) {
    this.device = device;
    this.file = file;
    this.peer = peer;
    this.listener = listener;
    this.thread = requireNonNull(threads.newThread(this::run), "the factory made no thread");
  }

  /** The connection that must stand before anything is read. Before {@link #start}. */
  void connecting(DeviceFile.Pending pending) {
    connecting = pending;
  }

  void start() {
    thread.start();
  }

  /** Whether a keepalive time-out is set: only then is the driver's word for it believed. */
  void expectSilence(boolean expected) {
    silenceExpected = expected;
  }

  /** Whether the adapter or the driver went away under this link. */
  boolean deviceIsGone() {
    return deviceGone;
  }

  @Override
  public void send(byte[] packet, InetSocketAddress to) throws IOException {
    if (closing || !to.equals(peer.remote())) {
      return;
    }
    try {
      file.write(packet);
    } catch (DriverException e) {
      switch (DcoFailure.of(e)) {
        case DEVICE_GONE, NO_PEER -> throw told(e);
        default -> {
          // The network's complaint about one packet: the reliability layer sends it again, and a
          // connection that is gone ends the read.
        }
      }
    }
  }

  @Override
  public InetSocketAddress local() {
    return peer.local();
  }

  @Override
  public Optional<InetSocketAddress> hop() {
    return Optional.of(peer.remote());
  }

  private void run() {
    try {
      DeviceFile.Pending pending = connecting;
      if (pending != null) {
        pending.await();
      }
      listener.onOpen();
      readAll();
    } catch (DriverException e) {
      if (!closing) {
        listener.onFailed(told(e));
      }
    }
  }

  private void readAll() throws DriverException {
    byte[] packet = new byte[LARGEST_READ];
    while (!closing) {
      try {
        int length = file.read(packet, () -> !closing);
        take(packet, length);
      } catch (DriverException e) {
        onReadFailed(e);
      }
    }
  }

  private void take(byte[] packet, int length) throws DriverException {
    if (length == 0) {
      throw WindowsError.failure("ReadFile", WindowsError.GEN_FAILURE, "a packet of no bytes");
    }
    if ((packet[0] & 0xff) >> 3 != P_DATA_V1) {
      listener.onControl(Arrays.copyOf(packet, length), peer.remote());
    }
  }

  /** Goes on after what concerns one packet or the peer; throws for what ends the link. */
  private void onReadFailed(DriverException e) throws DriverException {
    switch (DcoFailure.of(e)) {
      case PEER_SILENT -> {
        if (silenceExpected) {
          silenceExpected = false;
          listener.onPeerSilent();
        }
      }
      case CANCELLED -> {
        if (!closing) {
          throw e;
        }
      }
      default -> {
        if (e.code() != WindowsError.INSUFFICIENT_BUFFER) {
          throw e;
        }
      }
    }
  }

  /** The driver's number as what it means for the tunnel. */
  private IOException told(DriverException e) {
    return switch (DcoFailure.of(e)) {
      case TRANSPORT_LOST ->
          new TransportLostException(
              "TCP connection to "
                  + peer.remote().getAddress().getHostAddress()
                  + ":"
                  + peer.remote().getPort()
                  + ": "
                  + WindowsError.words(e.code()),
              e);
      case DEVICE_GONE -> {
        deviceGone = true;
        yield e;
      }
      default -> e;
    };
  }

  /** Ends the read and the connection attempt, deletes the peer, waits for the thread. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    DeviceFile.Pending pending = connecting;
    if (pending != null) {
      pending.cancel();
    }
    file.cancelRead();
    device.release(this);
    joinThread();
  }

  private void joinThread() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(THREAD_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
