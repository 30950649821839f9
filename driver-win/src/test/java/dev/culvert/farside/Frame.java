// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One message between the stand-in driver and this program: struct frame of frames.h, six
 * little-endian numbers and the payload.
 *
 * @param id number of the request, echoed in its reply
 * @param code the ioctl, or a length where the type says so
 * @param status NTSTATUS in replies
 * @param outMax room for output in bytes
 */
record Frame(Type type, int id, int code, int status, int outMax, Bytes payload) {
  private static final int HEADER = 24;
  private static final int LARGEST = 65536;

  /** FRAME_* with their numbers. */
  enum Type {
    OPEN(1),
    CLOSE(2),
    WRITE(3),
    IOCTL(4),
    REPLY(5),
    PUSH(6),
    FAIL_READ(7),
    NO_READ(8),
    FLUSH(9),
    SECOND_READ(10),
    SHORT_READ(11),
    CANCELLED(12);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    private static Type of(int number) throws IOException {
      for (Type type : values()) {
        if (type.number == number) {
          return type;
        }
      }
      throw new IOException("not a frame: type " + number);
    }
  }

  static Frame reply(int id, NtStatus status, Bytes output) {
    return new Frame(Type.REPLY, id, 0, status.value(), 0, output);
  }

  static Frame push(Bytes packet) {
    return new Frame(Type.PUSH, 0, 0, 0, 0, packet);
  }

  static Frame failRead(NtStatus status) {
    return new Frame(Type.FAIL_READ, 0, 0, status.value(), 0, Bytes.EMPTY);
  }

  static Frame flush() {
    return new Frame(Type.FLUSH, 0, 0, 0, 0, Bytes.EMPTY);
  }

  /** The next frame; empty at the end of the stream. */
  static Optional<Frame> read(DataInputStream in) throws IOException {
    byte[] head = new byte[HEADER];
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    head[0] = (byte) first;
    in.readFully(head, 1, HEADER - 1);
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    Type type = Type.of(fields.getInt());
    int id = fields.getInt();
    int code = fields.getInt();
    int status = fields.getInt();
    int outMax = fields.getInt();
    int length = fields.getInt();
    if (length < 0 || length > LARGEST) {
      throw new IOException("not a frame: " + type + " of " + length + " B");
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("a frame ends early");
    }
    return Optional.of(new Frame(type, id, code, status, outMax, Bytes.copyOf(payload)));
  }

  /** Writes the frame in one piece. */
  void writeTo(OutputStream out) throws IOException {
    byte[] whole = new byte[HEADER + payload.length()];
    ByteBuffer.wrap(whole)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(type.number)
        .putInt(id)
        .putInt(code)
        .putInt(status)
        .putInt(outMax)
        .putInt(payload.length());
    payload.copyTo(whole, HEADER);
    out.write(whole);
    out.flush();
  }
}
