// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.Limits;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer; nothing at all once it is larger than {@link Limits#MAX_BYTES}. */
final class LimitedBody implements BodySubscriber<Optional<Bytes>> {
  private final CompletableFuture<Optional<Bytes>> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long announced;
  private Flow.@Nullable Subscription subscription;

  /**
   * For one answer.
   *
   * @param announced length in bytes, 0 for unknown
   */
  LimitedBody(long announced) {
    this.announced = announced;
  }

  @Override
  public CompletionStage<Optional<Bytes>> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (announced > Limits.MAX_BYTES) {
      refuse(given);
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  private void refuse(Flow.Subscription given) {
    given.cancel();
    body.complete(Optional.empty());
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (bytes.size() + part.remaining() > Limits.MAX_BYTES) {
        if (subscription != null) {
          refuse(subscription);
        }
        return;
      }
      byte[] more = new byte[part.remaining()];
      part.get(more);
      bytes.writeBytes(more);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(Optional.of(Bytes.copyOf(bytes.toByteArray())));
  }
}
