package subtext.serve;

import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import subtext.decoder.WritingListener;
import subtext.text.Tokenizer;
import subtext.use.Generate;
import subtext.use.Model;

/**
 * New sentences as server-sent events, token by token: {@code token} with the number of the sample
 * and what its text gained, {@code sample} with each whole sample, {@code done}, or {@code error}.
 * A client that goes away ends the writing.
 */
final class GenerateStream {
  private static final char REPLACEMENT = '\uFFFD';

  private final BlockingQueue<Optional<Token>> written = new LinkedBlockingQueue<>();

  record Token(long sample, String text) {}

  record Done() {}

  /** What is asked of the model. */
  Work<List<Generate.Sample>> work(GenerateVerb.Request request) {
    return new Work.Alone<>(
        model -> {
          try {
            return new Generate(model).generate(request.of(model), listener(model, request));
          } finally {
            written.add(Optional.empty());
          }
        });
  }

  private WritingListener listener(Model model, GenerateVerb.Request request) {
    Map<Long, Draft> drafts = new HashMap<>();
    return (example, token) -> {
      String gained =
          drafts.computeIfAbsent(example, number -> new Draft(model.tokenizer())).gain(token);
      if (!gained.isEmpty() && !request.diverse()) {
        written.add(Optional.of(new Token(example, gained)));
      }
    };
  }

  /** The beginning of a text, of which no half characters are told. */
  private static final class Draft {
    private final Tokenizer tokenizer;
    private final List<Integer> tokens = new ArrayList<>();
    private String told = "";

    Draft(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }

    String gain(int token) {
      tokens.add(token);
      String text = tokenizer.decode(tokens.stream().mapToInt(Integer::intValue).toArray());
      if (text.isEmpty()
          || text.charAt(text.length() - 1) == REPLACEMENT
          || !text.startsWith(told)) {
        return "";
      }
      String gained = text.substring(told.length());
      told = text;
      return gained;
    }
  }

  /**
   * Sends what is written until all is.
   *
   * @throws RuntimeException what {@code result} failed with before a token was written
   */
  void send(Context context, CompletableFuture<List<Generate.Sample>> result, Exchange exchange) {
    try {
      Token first = next(exchange::requireWaiting);
      if (first == null) {
        List<Generate.Sample> samples = exchange.await(result);
        finish(new EventStream(context), samples);
        return;
      }
      go(new EventStream(context), first, result, exchange);
    } catch (UncheckedIOException e) {
      return; // the client is gone: nobody can be told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      result.cancel(false);
    }
  }

  /** The next token, for as long as {@code demand} allows; null when there are no more. */
  private @Nullable Token next(Runnable demand) throws InterruptedException {
    while (true) {
      demand.run();
      Optional<Token> next = written.poll(Exchange.LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        return next.orElse(null);
      }
    }
  }

  /** All that is written from {@code first} on; that the client is gone is found by the sending. */
  private void go(
      EventStream events,
      Token first,
      CompletableFuture<List<Generate.Sample>> result,
      Exchange exchange)
      throws InterruptedException {
    try {
      for (Token token = first; token != null; token = next(exchange::requireTime)) {
        events.send("token", token);
      }
      finish(events, exchange.await(result));
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      events.send("error", Responses.problem(e).body());
    }
  }

  private static void finish(EventStream events, List<Generate.Sample> samples) {
    samples.forEach(sample -> events.send("sample", sample));
    events.send("done", new Done());
  }
}
