// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.culvert.driver.DriverException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One overlapped request at a time: OVERLAPPED (32 bytes, its event at 24), the byte count (32),
 * and the buffer behind them, in native memory that stays where it is for as long as Windows may
 * write to it. A request that Windows does not give back is {@linkplain #abandon abandoned}: its
 * memory is then never freed.
 *
 * <p>Not thread-safe but for {@link #cancel}: it belongs to whoever holds the lock of its file.
 */
final class Request {
  static final int BUFFER = 40;
  private static final int COUNT = 32;
  private static final int EVENT = 24;

  /** Memory that a driver may still write to. */
  private static final Set<Memory> ABANDONED = ConcurrentHashMap.newKeySet();

  private final Kernel32 kernel;
  private final Memory memory;
  private final long address;
  private final long event;
  private final int room;
  private boolean inFlight;
  private int immediateError;

  /**
   * @param room bytes for input and output together
   * @throws DriverException no event could be made
   */
  Request(Kernel32 kernel, int room) throws DriverException {
    this.kernel = kernel;
    this.memory = new Memory(BUFFER + (long) room);
    this.room = room;
    this.event = kernel.createEvent();
    if (event == 0) {
      throw WindowsError.failure("CreateEvent", kernel.lastError(), "overlapped request");
    }
    memory.clear();
    this.address = Pointer.nativeValue(memory);
  }

  /** Makes the request's memory new: OVERLAPPED zero but for its event. */
  void prepare() {
    memory.clear(BUFFER);
    memory.setLong(EVENT, event);
    kernel.resetEvent(event);
  }

  long overlapped() {
    return address;
  }

  long buffer(int offset) {
    return address + BUFFER + offset;
  }

  int room() {
    return room;
  }

  void put(int offset, byte[] bytes, int length) {
    memory.write(BUFFER + (long) offset, bytes, 0, length);
  }

  void get(int offset, byte[] into, int length) {
    memory.read(BUFFER + (long) offset, into, 0, length);
  }

  /** Overwrites {@code length} bytes of the buffer: keys do not stay there. */
  void wipe(int length) {
    memory.setMemory(BUFFER, length, (byte) 0);
  }

  /** Takes in what the starting call returned. Calls {@link Kernel32#lastError} first of all. */
  void started(boolean result) {
    immediateError = result ? WindowsError.SUCCESS : kernel.lastError();
    inFlight = immediateError == WindowsError.SUCCESS || immediateError == WindowsError.IO_PENDING;
  }

  boolean isInFlight() {
    return inFlight;
  }

  /** Waits for the end; false when it does not come in {@code millis}. */
  boolean await(int millis) {
    return !inFlight || kernel.waitForSingleObject(event, millis) == Kernel32.WAIT_OBJECT;
  }

  /**
   * Takes the result of a request that has ended.
   *
   * @return bytes transferred, or the negative error number
   */
  int finish(long handle) {
    if (!inFlight) {
      return -immediateError;
    }
    inFlight = false;
    if (!kernel.getOverlappedResult(handle, address, address + COUNT)) {
      return -kernel.lastError();
    }
    return memory.getInt(COUNT);
  }

  /** Asks Windows to end it; the end is still to be waited for. Any thread. */
  void cancel(long handle) {
    kernel.cancelIoEx(handle, address);
  }

  /** Gives the event back; nothing may be in flight. */
  void free() {
    kernel.closeHandle(event);
    memory.close();
  }

  /** Windows keeps this request: its memory and event stay for the life of the process. */
  void abandon() {
    ABANDONED.add(memory);
  }
}
