// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.tun;

import static dev.culvert.linux.capi.Errno.EACCES;
import static dev.culvert.linux.capi.Errno.EAGAIN;
import static dev.culvert.linux.capi.Errno.EBADFD;
import static dev.culvert.linux.capi.Errno.EBUSY;
import static dev.culvert.linux.capi.Errno.EINTR;
import static dev.culvert.linux.capi.Errno.EINVAL;
import static dev.culvert.linux.capi.Errno.ENODEV;
import static dev.culvert.linux.capi.Errno.ENOENT;
import static dev.culvert.linux.capi.Errno.EPERM;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.culvert.driver.DeviceId;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TunPort;
import dev.culvert.linux.capi.LibC;
import dev.culvert.linux.capi.NativeMemory;
import dev.culvert.linux.net.LinuxNetwork;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A tun device, non-persistent: it goes with its descriptor. Read and write each hold a shared lock
 * while they use the descriptors; close wakes a waiting read, then waits for both to be out before
 * it closes them, so no call ever meets a descriptor that the system has given to something else.
 */
public final class TunDevice implements TunPort {
  private static final String NODE = "/dev/net/tun";
  private static final int READ_WRITE_CLOEXEC_NONBLOCK = 2 | 0x80000 | 0x800;
  private static final long TUNSETIFF = 0x400454CAL;
  private static final int TUN_NO_PI = 1 | 0x1000;
  private static final int EVENT_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
  private static final int POLLIN = 1;
  private static final int LARGEST_PACKET = 1 << 16;

  private final int fd;
  private final int wakeUp;
  private final DeviceId id;
  private final NativeMemory in = new NativeMemory(LARGEST_PACKET);
  private final NativeMemory out = new NativeMemory(LARGEST_PACKET);
  private final NativeMemory polled = new NativeMemory(16);
  private final NativeMemory one = new NativeMemory(8);
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
  private volatile boolean closed;

  private TunDevice(int fd, int wakeUp, DeviceId id) {
    this.fd = fd;
    this.wakeUp = wakeUp;
    this.id = id;
    polled.buffer().putInt(0, fd).putShort(4, (short) POLLIN);
    polled.buffer().putInt(8, wakeUp).putShort(12, (short) POLLIN);
    one.buffer().putLong(0, 1);
  }

  /** Opens the device; its MTU is set when it is brought up. */
  public static TunDevice open(DeviceRequest request) throws IOException {
    String wanted = TunName.of(request.name());
    int fd = LibC.open(NODE, READ_WRITE_CLOEXEC_NONBLOCK);
    if (fd < 0) {
      throw refused("open", LibC.errno(), NODE);
    }
    int wakeUp = -1;
    boolean opened = false;
    try {
      String name = attach(fd, wanted);
      wakeUp = LibC.eventfd(0, EVENT_CLOEXEC_NONBLOCK);
      if (wakeUp < 0) {
        throw refused("eventfd", LibC.errno(), name);
      }
      int index = new LinuxNetwork().deviceIndex(name).orElse(0);
      TunDevice device = new TunDevice(fd, wakeUp, new DeviceId(name, index));
      opened = true;
      return device;
    } finally {
      if (!opened) {
        LibC.close(fd);
        if (wakeUp >= 0) {
          LibC.close(wakeUp);
        }
      }
    }
  }

  /** The name that the kernel gave. */
  private static String attach(int fd, String wanted) throws DriverException {
    NativeMemory request = new NativeMemory(40);
    request.buffer().put(0, wanted.getBytes(US_ASCII)).putShort(16, (short) TUN_NO_PI);
    if (LibC.ioctl(fd, TUNSETIFF, request.address()) < 0) {
      throw refused("ioctl(TUNSETIFF)", LibC.errno(), wanted);
    }
    byte[] name = new byte[16];
    request.buffer().get(0, name);
    return new String(name, US_ASCII).replace("\0", "");
  }

  private static DriverException refused(String call, int errno, String object) {
    String meaning =
        switch (errno) {
          case EPERM, EACCES -> "it needs root or CAP_NET_ADMIN";
          case EBUSY -> "another program uses a device of this name";
          case ENOENT, ENODEV -> "this system has no tun driver";
          case EINVAL -> "a device of this name exists and is not a tun device of one queue";
          default -> LibC.meaning(errno);
        };
    return new DriverException(call, errno, meaning, object);
  }

  @Override
  public DeviceId id() {
    return id;
  }

  @Override
  public int read(PacketBatch batch) throws IOException {
    batch.clear();
    inUse.readLock().lock();
    try {
      while (!closed) {
        drain(batch);
        if (batch.count() > 0) {
          return batch.count();
        }
        if (LibC.poll(polled.address(), 2, -1) < 0 && LibC.errno() != EINTR) {
          throw refused("poll", LibC.errno(), id.name());
        }
      }
      return -1;
    } finally {
      inUse.readLock().unlock();
    }
  }

  private void drain(PacketBatch batch) throws IOException {
    while (!batch.isFull() && !closed) {
      long length = LibC.read(fd, in.address(), LARGEST_PACKET);
      if (length >= 0) {
        // A packet larger than a slot is larger than the MTU that was asked for.
        if (length <= batch.room()) {
          in.buffer().get(0, batch.array(), batch.nextOffset(), (int) length);
          batch.add((int) length);
        }
        continue;
      }
      int errno = LibC.errno();
      if (errno == EAGAIN) {
        return;
      }
      if (errno != EINTR) {
        throw refused("read", errno, id.name());
      }
    }
  }

  @Override
  public int write(PacketBatch batch) throws IOException {
    inUse.readLock().lock();
    try {
      int taken = 0;
      for (int i = 0; i < batch.count() && !closed; i++) {
        if (write(batch.array(), batch.offset(i), batch.length(i))) {
          taken++;
        }
      }
      return taken;
    } finally {
      inUse.readLock().unlock();
    }
  }

  private boolean write(byte[] array, int offset, int length) throws IOException {
    out.buffer().put(0, array, offset, length);
    while (LibC.write(fd, out.address(), length) < 0) {
      int errno = LibC.errno();
      if (errno == EBADFD) {
        throw refused("write", errno, id.name());
      }
      if (errno != EINTR) {
        // EIO while the device is down, EINVAL for what is no IP packet, ENOBUFS: this one is lost.
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    synchronized (one) {
      if (closed) {
        return;
      }
      closed = true;
      LibC.write(wakeUp, one.address(), 8);
    }
    inUse.writeLock().lock();
    try {
      LibC.close(fd);
      LibC.close(wakeUp);
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
