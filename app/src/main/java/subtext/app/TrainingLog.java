package subtext.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.train.StepReport;
import subtext.train.TrainingListener;

/** Writes what stays of a training into the log, and passes all of it on. */
final class TrainingLog implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLog.class);

  private final TrainingListener next;

  TrainingLog(TrainingListener next) {
    this.next = next;
  }

  @Override
  public void step(Progress progress, StepReport report) {
    next.step(progress, report);
  }

  @Override
  public void epoch(Progress progress, Map<String, Double> figures) {
    LOG.info(
        "epoch {} of {}, step {}: {}",
        progress.epoch() + 1,
        progress.epochs(),
        progress.step(),
        figures);
    next.epoch(progress, figures);
  }

  @Override
  public void reading(String name, long done, long all) {
    next.reading(name, done, all);
  }

  @Override
  public void measuring(String name, long done, long all) {
    next.measuring(name, done, all);
  }

  @Override
  public void message(String text) {
    LOG.info(text);
    next.message(text);
  }

  /** A file that the log goes to until this is closed. */
  record Attached(ch.qos.logback.classic.Logger root, FileAppender<ILoggingEvent> appender)
      implements AutoCloseable {
    @Override
    public void close() {
      root.detachAppender(appender);
      appender.stop();
    }
  }

  /** Lets everything that is logged go to the end of {@code file} too. */
  static Attached attach(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss} %-5level %logger{0}: %msg%n");
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    return new Attached(root, appender);
  }
}
