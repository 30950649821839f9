// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An open device with overlapped requests: one read, one control request and some writes at a time.
 * Each has memory of its own that outlives it; {@link #close} cancels all of them, waits for their
 * ends, and only then closes the handle.
 *
 * <p>Any thread may call anything; a read blocks its thread, nothing else does for long.
 */
public final class DeviceFile implements AutoCloseable {
  private static final int GENERIC_READ_WRITE = 0xC0000000;
  private static final int GENERIC_READ = 0x80000000;
  private static final int SHARE_READ_WRITE = 3;
  private static final int OPEN_EXISTING = 3;
  private static final int ATTRIBUTE_SYSTEM_OVERLAPPED = 0x4 | 0x40000000;
  private static final int CONTROL_ROOM = 512;
  private static final int WRITES_IN_FLIGHT = 8;

  /** How long Windows is given to end what was cancelled. */
  private static final int CANCEL_MILLIS = 5_000;

  private final Kernel32 kernel;
  private final String path;
  private final long handle;
  private final int largestRead;
  private final int largestWrite;

  /** Held while a request is started and while the file is marked as closed, never in a wait. */
  private final ReentrantLock starting = new ReentrantLock();

  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock controlling = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock connecting = new ReentrantLock();
  private final Request read;
  private volatile Request control;
  private final List<Request> writes = new ArrayList<>();
  private final List<Pending> pendings = new ArrayList<>();
  private volatile boolean closed;

  private DeviceFile(Kernel32 kernel, String path, long handle, int largestRead, int largestWrite)
      throws DriverException {
    this.kernel = kernel;
    this.path = path;
    this.handle = handle;
    this.largestRead = largestRead;
    this.largestWrite = largestWrite;
    this.read = new Request(kernel, largestRead);
    this.control = new Request(kernel, CONTROL_ROOM);
  }

  /**
   * Opens a device for this process alone.
   *
   * @param path as SetupAPI or the device's name gives it
   * @param largestRead bytes of the buffer for reads
   * @param largestWrite bytes above which a write is refused before Windows sees it
   * @throws DriverException with CreateFile's number: 5 when it is in use or forbidden
   */
  public static DeviceFile open(Kernel32 kernel, String path, int largestRead, int largestWrite)
      throws DriverException {
    return open(kernel, path, GENERIC_READ_WRITE, 0, largestRead, largestWrite);
  }

  /** Opens a device that several may have open, for control requests only. */
  public static DeviceFile openShared(Kernel32 kernel, String path) throws DriverException {
    return open(kernel, path, GENERIC_READ, SHARE_READ_WRITE, 1, 1);
  }

  private static DeviceFile open(
      Kernel32 kernel, String path, int access, int share, int largestRead, int largestWrite)
      throws DriverException {
    long handle =
        kernel.createFile(path, access, share, OPEN_EXISTING, ATTRIBUTE_SYSTEM_OVERLAPPED);
    if (handle == Kernel32.INVALID_HANDLE) {
      throw WindowsError.failure("CreateFile", kernel.lastError(), path);
    }
    try {
      return new DeviceFile(kernel, path, handle, largestRead, largestWrite);
    } catch (DriverException e) {
      kernel.closeHandle(handle);
      throw e;
    }
  }

  /** The path it was opened by. */
  public String path() {
    return path;
  }

  /**
   * Sends a control request and waits for its answer. What goes in is overwritten afterwards.
   *
   * @param name of the request, for messages
   * @param in copied
   * @param out takes the answer; its length is the room that the driver is told
   * @param millis longest wait, then the request is cancelled
   * @return bytes of the answer
   */
  public int control(String name, int code, byte[] in, byte[] out, int millis)
      throws DriverException {
    controlling.lock();
    try {
      Request request = control;
      start(request, name, () -> startControl(request, code, in, out.length));
      boolean late = !request.await(millis);
      if (late && !endCancelled(request)) {
        request.abandon();
        control = new Request(kernel, CONTROL_ROOM);
        throw WindowsError.failure(name, WindowsError.WAIT_TIMEOUT, path);
      }
      int result = request.finish(handle);
      if (late && result == -WindowsError.OPERATION_ABORTED) {
        // We cancelled it because no answer came: that is the reason to tell.
        result = -WindowsError.WAIT_TIMEOUT;
      }
      if (result > 0) {
        request.get(in.length, out, Math.min(result, out.length));
      }
      request.wipe(in.length + out.length);
      return checked(result, name);
    } finally {
      controlling.unlock();
    }
  }

  /**
   * Starts a control request that may take its time, as TCP does to connect. Its failure comes from
   * {@link Pending#await}.
   *
   * @param in copied
   */
  public Pending begin(String name, int code, byte[] in) throws DriverException {
    Request request = new Request(kernel, CONTROL_ROOM);
    try {
      start(request, name, () -> startControl(request, code, in, 0));
    } catch (DriverException e) {
      request.free();
      throw e;
    }
    Pending pending = new Pending(name, request);
    starting.lock();
    try {
      pendings.add(pending);
    } finally {
      starting.unlock();
    }
    return pending;
  }

  /** A control request under way. {@link #await} is called once, by one thread. */
  public final class Pending {
    private final String name;
    private final Request request;
    private int result;

    private Pending(String name, Request request) {
      this.name = name;
      this.request = request;
    }

    /** Blocks until it has ended well; throws what it failed with, 995 when it was cancelled. */
    public void await() throws DriverException {
      connecting.lock();
      try {
        if (isUnderWay()) {
          request.await(Kernel32.INFINITE);
          settle();
        }
        checked(result, name);
      } finally {
        connecting.unlock();
      }
    }

    /** Asks for its end; {@link #await} returns then. Any thread, any number of times. */
    public void cancel() {
      starting.lock();
      try {
        if (pendings.contains(this)) {
          request.cancel(handle);
        }
      } finally {
        starting.unlock();
      }
    }

    private boolean isUnderWay() {
      starting.lock();
      try {
        return pendings.contains(this);
      } finally {
        starting.unlock();
      }
    }

    private void settle() {
      starting.lock();
      try {
        pendings.remove(this);
        result = request.finish(handle);
        request.free();
      } finally {
        starting.unlock();
      }
    }

    /** The file is closing: nobody waits for this any more. */
    private void settleOrAbandon() {
      if (request.await(CANCEL_MILLIS)) {
        settle();
      } else {
        request.abandon();
      }
    }
  }

  private boolean startControl(Request request, int code, byte[] in, int outLength) {
    request.put(0, in, in.length);
    return kernel.deviceIoControl(
        handle,
        code,
        in.length == 0 ? 0 : request.buffer(0),
        in.length,
        outLength == 0 ? 0 : request.buffer(in.length),
        outLength,
        request.overlapped());
  }

  /**
   * Waits for one packet.
   *
   * @param into as long as the largest read
   * @param wanted asked just before Windows is: when it says no the call ends as cancelled, so that
   *     none comes after {@link #cancelRead}
   * @return its length
   */
  public int read(byte[] into, BooleanSupplier wanted) throws DriverException {
    reading.lock();
    try {
      start(
          read,
          "ReadFile",
          () -> kernel.readFile(handle, read.buffer(0), largestRead, read.overlapped()),
          wanted);
      read.await(Kernel32.INFINITE);
      int length = checked(read.finish(handle), "ReadFile");
      read.get(0, into, length);
      return length;
    } finally {
      reading.unlock();
    }
  }

  /** Ends a read that is under way. */
  public void cancelRead() {
    starting.lock();
    try {
      if (!closed) {
        read.cancel(handle);
      }
    } finally {
      starting.unlock();
    }
  }

  /**
   * Starts to write one packet and does not wait for its end.
   *
   * @param packet copied
   * @return false when as many writes as may be are under way: this packet is lost
   * @throws DriverException this write, or an earlier one of which that is known only now, failed
   */
  public boolean write(byte[] packet) throws DriverException {
    if (packet.length < 1 || packet.length > largestWrite) {
      // Drivers before 1.3.1 and 2.5.9 overwrote kernel memory then (CVE-2025-50054).
      throw WindowsError.failure(
          "WriteFile", WindowsError.INVALID_USER_BUFFER, packet.length + " bytes to " + path);
    }
    writing.lock();
    try {
      Request request = freeWrite();
      if (closed) {
        throw WindowsError.failure("WriteFile", WindowsError.OPERATION_ABORTED, path);
      }
      if (request == null) {
        return false;
      }
      start(
          request,
          "WriteFile",
          () -> {
            request.put(0, packet, packet.length);
            return kernel.writeFile(handle, request.buffer(0), packet.length, request.overlapped());
          });
      if (request.await(0)) {
        checked(request.finish(handle), "WriteFile");
      }
      return true;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Writes one packet and waits for its end, whose failure is that of this call: for the self-test.
   *
   * @param packet copied
   */
  public void writeThrough(byte[] packet, int millis) throws DriverException {
    writing.lock();
    try {
      if (!write(packet)) {
        throw WindowsError.failure("WriteFile", WindowsError.WAIT_TIMEOUT, path);
      }
      for (Request request : writes) {
        if (request.isInFlight()) {
          if (!request.await(millis)) {
            throw WindowsError.failure("WriteFile", WindowsError.WAIT_TIMEOUT, path);
          }
          checked(request.finish(handle), "WriteFile");
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private @Nullable Request freeWrite() throws DriverException {
    Request free = null;
    for (Request request : writes) {
      if (request.isInFlight() && request.await(0)) {
        checked(request.finish(handle), "WriteFile");
      }
      free = request.isInFlight() ? free : request;
    }
    if (free == null && writes.size() < WRITES_IN_FLIGHT && !closed) {
      free = new Request(kernel, largestWrite);
      writes.add(free);
    }
    return free;
  }

  private void start(Request request, String name, BooleanSupplier call) throws DriverException {
    start(request, name, call, () -> true);
  }

  private void start(Request request, String name, BooleanSupplier call, BooleanSupplier wanted)
      throws DriverException {
    starting.lock();
    try {
      if (closed || !wanted.getAsBoolean()) {
        throw WindowsError.failure(name, WindowsError.OPERATION_ABORTED, path);
      }
      request.prepare();
      request.started(call.getAsBoolean());
    } finally {
      starting.unlock();
    }
  }

  private int checked(int result, String name) throws DriverException {
    if (result < 0) {
      throw WindowsError.failure(name, -result, path);
    }
    return result;
  }

  private boolean endCancelled(Request request) {
    request.cancel(handle);
    return request.await(CANCEL_MILLIS);
  }

  /** Cancels everything, waits for the ends, then closes the handle. Idempotent. */
  @Override
  public void close() {
    starting.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      kernel.cancelIoEx(handle, 0);
    } finally {
      starting.unlock();
    }
    release(reading, List.of(read));
    release(controlling, List.of(control));
    release(writing, writes);
    releasePendings();
    kernel.closeHandle(handle);
  }

  /** Frees requests when their ends are seen; what Windows does not give back stays allocated. */
  private void release(ReentrantLock lock, List<Request> requests) {
    if (!tryLock(lock)) {
      requests.forEach(Request::abandon);
      return;
    }
    try {
      for (Request request : requests) {
        if (request.await(CANCEL_MILLIS)) {
          request.free();
        } else {
          request.abandon();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void releasePendings() {
    if (tryLock(connecting)) {
      try {
        List.copyOf(pendings).forEach(Pending::settleOrAbandon);
      } finally {
        connecting.unlock();
      }
    } else {
      pendings.forEach(pending -> pending.request.abandon());
    }
  }

  private static boolean tryLock(ReentrantLock lock) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return lock.tryLock(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          // The handle is closed all the same: an interrupt must not leave a request half freed.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
