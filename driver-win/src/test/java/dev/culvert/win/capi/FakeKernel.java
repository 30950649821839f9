// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Pointer;
import dev.culvert.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Windows' kernel with one device, behind the raw calls: overlapped requests that stay open until
 * the test ends them, events, cancelling. It writes into the memory that a request named only when
 * that request ends, as Windows does, and notes what a caller must never do.
 */
public final class FakeKernel implements Kernel32 {
  /** The driver's answer to a control request. */
  public record Answer(int error, Bytes output) {
    public static final Answer DONE = new Answer(0, Bytes.EMPTY);
    public static final Answer PENDING = new Answer(WindowsError.IO_PENDING, Bytes.EMPTY);

    public static Answer error(int code) {
      return new Answer(code, Bytes.EMPTY);
    }

    public static Answer of(byte... output) {
      return new Answer(0, Bytes.copyOf(output));
    }
  }

  /** What the device under the kernel does. */
  public interface Driver {
    Answer onControl(int code, byte[] in, int outLength);

    default Answer onWrite(byte[] packet) {
      return Answer.DONE;
    }

    /** A handle to it was opened. */
    default void onOpen() {}

    /** That handle was closed. */
    default void onClose() {}
  }

  record Open(long overlapped, long event, long buffer, int length, boolean read, int code) {}

  record Result(int error, int count) {}

  private final Map<String, Driver> devices = new HashMap<>();
  private final Map<Long, Driver> handles = new HashMap<>();
  private final Map<Long, Boolean> events = new HashMap<>();
  private final Map<Long, Open> open = new HashMap<>();
  private final Map<Long, Result> results = new HashMap<>();
  private final Deque<byte[]> packets = new ArrayDeque<>();
  private final Set<String> busy = new HashSet<>();
  private final List<String> wrongs = new ArrayList<>();
  private final ThreadLocal<Integer> error = ThreadLocal.withInitial(() -> 0);
  private long next = 100;
  private boolean cancelWorks = true;

  /** Puts a device there. */
  public synchronized void add(String path, Driver driver) {
    devices.put(path, driver);
  }

  /** What no caller may do and this one did. */
  public synchronized List<String> wrongs() {
    return List.copyOf(wrongs);
  }

  public synchronized int openHandles() {
    return handles.size();
  }

  public synchronized int openEvents() {
    return events.size();
  }

  public synchronized boolean hasPendingRead() {
    return open.values().stream().anyMatch(Open::read);
  }

  /** From now on CancelIoEx ends nothing, as with a driver that hangs. */
  public synchronized void ignoreCancel() {
    cancelWorks = false;
  }

  /** A packet for the one who reads, now or later. */
  public synchronized void deliver(byte[] packet) {
    packets.add(packet);
    feedReader();
  }

  /** The devices go away under their handles: whatever is asked ends with that error. */
  public synchronized void unplug(int code) {
    handles.replaceAll((_, _) -> (_, _, _) -> Answer.error(code));
    List.copyOf(open.values()).forEach(request -> end(request, code, 0));
  }

  /** Fails the pending read. */
  public synchronized void failRead(int code) {
    Open read = open.values().stream().filter(Open::read).findFirst().orElseThrow();
    end(read, code, 0);
  }

  /** Ends a pending control request. */
  public synchronized void endControl(int code, int result) {
    end(open.values().stream().filter(o -> o.code == code).findFirst().orElseThrow(), result, 0);
  }

  /** Waits until a read is pending; fails after 10 s. */
  public synchronized void awaitRead() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!hasPendingRead()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no read came");
      }
      wait(left);
    }
  }

  private void feedReader() {
    while (!packets.isEmpty() && hasPendingRead()) {
      Open read = open.values().stream().filter(Open::read).findFirst().orElseThrow();
      byte[] packet = packets.remove();
      if (packet.length > read.length) {
        end(read, WindowsError.INSUFFICIENT_BUFFER, 0);
      } else {
        new Pointer(read.buffer).write(0, packet, 0, packet.length);
        end(read, 0, packet.length);
      }
    }
  }

  private void end(Open request, int code, int count) {
    open.remove(request.overlapped);
    results.put(request.overlapped, new Result(code, count));
    if (!events.containsKey(request.event)) {
      wrongs.add("the event of a pending request was closed");
    }
    events.put(request.event, true);
    notifyAll();
  }

  private boolean fail(int code) {
    error.set(code);
    return false;
  }

  private Open request(long overlapped, long buffer, int length, boolean read, int code) {
    if (open.containsKey(overlapped)) {
      wrongs.add("an OVERLAPPED was used twice at once");
    }
    Pointer memory = new Pointer(overlapped);
    long event = memory.getLong(24);
    if (!Boolean.FALSE.equals(events.get(event))) {
      wrongs.add("request with an event that is set or unknown");
    }
    if (memory.getLong(0) != 0 || memory.getLong(8) != 0 || memory.getLong(16) != 0) {
      wrongs.add("OVERLAPPED not cleared");
    }
    return new Open(overlapped, event, buffer, length, read, code);
  }

  private boolean park(Open request) {
    open.put(request.overlapped, request);
    notifyAll();
    return fail(WindowsError.IO_PENDING);
  }

  @Override
  public synchronized long createFile(
      String path, int access, int share, int disposition, int flags) {
    Driver driver = devices.get(path);
    if (driver == null) {
      fail(WindowsError.FILE_NOT_FOUND);
      return INVALID_HANDLE;
    }
    boolean shared = access == 0x80000000 && share == 3;
    boolean alone = access == 0xC0000000 && share == 0;
    if (!(shared || alone) || disposition != 3 || flags != 0x40000004) {
      wrongs.add("CreateFile with other arguments than the driver wants");
    }
    if (alone && !busy.add(path)) {
      fail(WindowsError.ACCESS_DENIED);
      return INVALID_HANDLE;
    }
    handles.put(++next, driver);
    driver.onOpen();
    return next;
  }

  @Override
  public synchronized boolean closeHandle(long handle) {
    Driver closing = handles.remove(handle);
    if (closing != null) {
      if (!open.isEmpty()) {
        wrongs.add("handle closed with " + open.size() + " requests under way");
      }
      List.copyOf(open.values()).forEach(o -> end(o, WindowsError.OPERATION_ABORTED, 0));
      busy.clear();
      closing.onClose();
      return true;
    }
    return events.remove(handle) != null || fail(6);
  }

  @Override
  public synchronized boolean readFile(long handle, long buffer, int length, long overlapped) {
    if (hasPendingRead()) {
      wrongs.add("two reads at once");
    }
    park(request(overlapped, buffer, length, true, 0));
    feedReader();
    return fail(WindowsError.IO_PENDING);
  }

  @Override
  public synchronized boolean writeFile(long handle, long buffer, int length, long overlapped) {
    byte[] packet = new Pointer(buffer).getByteArray(0, length);
    Open request = request(overlapped, buffer, length, false, -1);
    return answer(request, driver(handle).onWrite(packet), length);
  }

  @Override
  public synchronized boolean deviceIoControl(
      long handle, int code, long in, int inLength, long out, int outLength, long overlapped) {
    byte[] input = inLength == 0 ? new byte[0] : new Pointer(in).getByteArray(0, inLength);
    Open request = request(overlapped, out, outLength, false, code);
    return answer(request, driver(handle).onControl(code, input, outLength), 0);
  }

  private boolean answer(Open request, Answer answer, int count) {
    if (answer.error == WindowsError.IO_PENDING) {
      return park(request);
    }
    if (answer.error != 0) {
      return fail(answer.error);
    }
    byte[] output = answer.output.toArray();
    new Pointer(request.buffer).write(0, output, 0, output.length);
    end(request, 0, output.length == 0 ? count : output.length);
    return true;
  }

  private Driver driver(long handle) {
    Driver driver = handles.get(handle);
    if (driver == null) {
      throw new AssertionError("call on a closed handle");
    }
    return driver;
  }

  @Override
  public synchronized boolean getOverlappedResult(long handle, long overlapped, long count) {
    Result result = results.remove(overlapped);
    if (result == null) {
      return fail(996);
    }
    new Pointer(count).setInt(0, result.count);
    return result.error == 0 || fail(result.error);
  }

  @Override
  public synchronized boolean cancelIoEx(long handle, long overlapped) {
    if (!cancelWorks) {
      return true;
    }
    List<Open> chosen =
        open.values().stream().filter(o -> overlapped == 0 || o.overlapped == overlapped).toList();
    chosen.forEach(o -> end(o, WindowsError.OPERATION_ABORTED, 0));
    return !chosen.isEmpty() || fail(WindowsError.NOT_FOUND);
  }

  @Override
  public synchronized long createEvent() {
    events.put(++next, false);
    return next;
  }

  @Override
  public synchronized boolean resetEvent(long event) {
    return events.replace(event, false) != null || fail(6);
  }

  @Override
  public synchronized int waitForSingleObject(long handle, int millis) {
    long end =
        millis == INFINITE
            ? Long.MAX_VALUE
            : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (!Boolean.TRUE.equals(events.get(handle))) {
        if (!events.containsKey(handle)) {
          wrongs.add("wait for an event that is closed");
          return INFINITE;
        }
        long left = end == Long.MAX_VALUE ? 0 : (end - System.nanoTime()) / 1_000_000 + 1;
        if (end != Long.MAX_VALUE && System.nanoTime() >= end) {
          return WindowsError.WAIT_TIMEOUT;
        }
        wait(left);
      }
      return WAIT_OBJECT;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public int lastError() {
    return error.get();
  }

  /** Text of what lies in the packets' queue, for failures. */
  @Override
  public synchronized String toString() {
    return packets.stream().map(Arrays::toString).toList().toString();
  }
}
